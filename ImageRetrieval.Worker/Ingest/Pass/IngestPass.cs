namespace ImageRetrieval.Worker.Ingest.Pass;

/// <summary>One pass over the lists: what its stages share. Not thread-safe.</summary>
/// <param name="dueBy">Failed images that wait for a later time are left for a later pass.</param>
internal sealed class IngestPass(DateTimeOffset dueBy)
{
    internal DateTimeOffset DueBy => dueBy;

    /// <summary>The models of the run; empty until they are loaded.</summary>
    internal IReadOnlyList<IngestModel> Models { get; set; } = [];

    /// <summary>Whether anything may differ from what is published.</summary>
    internal bool IsChanged { get; set; }

    /// <summary>Whether snapshots are rebuilt from all stored embeddings.</summary>
    internal bool IsRebuild { get; set; }

    /// <summary>What is wrong with lists that could not be read; null when all could.</summary>
    internal string? ListProblem { get; set; }

    /// <summary>Whether stored bytes were missing: another pass downloads them.</summary>
    internal bool LostFiles { get; set; }

    /// <summary>How many images the snapshots hold, at most; 0 when nothing can be searched.</summary>
    internal int Searchable { get; set; }
}
