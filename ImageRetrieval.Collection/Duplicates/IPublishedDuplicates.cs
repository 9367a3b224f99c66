namespace ImageRetrieval.Collection.Duplicates;

/// <summary>
/// The duplicates of one publication. It numbers its contents from 0; the numbers mean nothing in another publication. It can be
/// used as long as it is held, regardless of newer publications. Thread-safe.
/// </summary>
public interface IPublishedDuplicates
{
    /// <summary>What they are of.</summary>
    DuplicatesHead Head { get; }

    /// <summary>Names this publication.</summary>
    string Version { get; }

    /// <summary>Number of different contents.</summary>
    int Contents { get; }

    /// <summary>Whether the groups of a level and threshold are made already.</summary>
    bool HasGroups(DuplicateLevel level, float least);

    /// <summary>The groups of a level and threshold, those with the most images first; computed once, which may be CPU work for every pair.</summary>
    /// <param name="level">The level: stricter ones are part of it.</param>
    /// <param name="least">The minimum similarity to the kept content, 0..1.</param>
    /// <param name="token">Cancels the request.</param>
    /// <exception cref="DuplicatesException">What is stored turns out to be damaged.</exception>
    ValueTask<IReadOnlyList<DuplicateGroup>> GroupsAsync(DuplicateLevel level, float least, CancellationToken token);

    /// <summary>A content by its number.</summary>
    ValueTask<KnownContent> ContentAsync(int number, CancellationToken token);

    /// <summary>The number of a content; null when it is not among these.</summary>
    ValueTask<int?> FindAsync(ContentKey key, CancellationToken token);

    /// <summary>The ids of the images that have a content.</summary>
    ValueTask<IReadOnlyList<string>> ImageIdsAsync(KnownContent content, CancellationToken token);

    /// <summary>Contents whose perceptual hash is near, nearest first.</summary>
    /// <param name="hash">The hash; nothing is near to that of an even area (0).</param>
    /// <param name="most">Bits that may differ.</param>
    /// <param name="limit">The maximum number of contents.</param>
    /// <param name="token">Cancels the request.</param>
    ValueTask<IReadOnlyList<int>> FindNearHashesAsync(ulong hash, int most, int limit, CancellationToken token);

    /// <summary>The contents that are copies of one, by the default similarity.</summary>
    /// <exception cref="DuplicatesException">What is stored turns out to be damaged.</exception>
    ValueTask<IReadOnlyList<int>> CopiesOfAsync(int content, DuplicateLevel level, CancellationToken token);
}
