namespace ImageRetrieval.IndexBenchmark.Engines;

/// <summary>An engine whose index outlives its process.</summary>
internal interface ISavedEngine
{
    /// <summary>Writes an index of the set into an existing, empty folder.</summary>
    void Save(string folder);

    /// <summary>Takes the index of that folder in place of a build, the way a server would.</summary>
    void Open(string folder);
}
