using ImageRetrieval.Vision.Fingerprints;

namespace ImageRetrieval.Evaluation.Duplicates;

/// <summary>
/// Pictures that a set holds twice by itself. Without them a copy of one of the two that is paired with the other would count as
/// wrong, nineteen times over. No embeddings decide, so no model gains by it.
/// </summary>
internal sealed class KnownTwins
{
    /// <summary>Least aligned correlation of two that are one picture.</summary>
    internal const float LeastAligned = 0.97f;

    /// <summary>Most bits of their perceptual hashes that differ.</summary>
    internal const int MostHashDistance = 8;

    private readonly Dictionary<int, int> _first = [];

    /// <param name="pictures">Of the set, without copies, in the order of their sources.</param>
    internal KnownTwins(IReadOnlyList<HiddenPicture> pictures)
    {
        for (var i = 0; i < pictures.Count; i++)
        {
            for (var j = i + 1; j < pictures.Count; j++)
            {
                if (AreTwins(pictures[i].Fingerprint, pictures[j].Fingerprint))
                    _first.TryAdd(pictures[j].Source, FirstOf(pictures[i].Source));
            }
        }
    }

    /// <summary>Pictures that another one of the set represents.</summary>
    internal int Count => _first.Count;

    /// <summary>The picture of the set that represents this one and its twins.</summary>
    internal int FirstOf(int source) => _first.GetValueOrDefault(source, source);

    private static bool AreTwins(PictureFingerprint one, PictureFingerprint other) =>
        one.HasDetail && other.HasDetail
        && one.HashDistance(other) <= MostHashDistance
        && PictureAligner.Correlation(one, other) >= LeastAligned;
}
