namespace ImageRetrieval.IndexBenchmark.Engines;

/// <summary>The engines by name.</summary>
internal static class EngineList
{
    /// <summary>The one that the others are compared with.</summary>
    public const string Reference = "hnswlib";

    /// <summary>The brute force that other brute force is compared with.</summary>
    public const string ScanReference = "tensorprimitives";

    private static readonly Dictionary<string, Func<string, ChildFiles, BenchmarkOptions, IEngine>> s_engines = new()
    {
        ["ours-float32"] = (name, files, options) => new OwnHnsw(name, files.Set, options, OwnIndex.Float32(options)),
        ["ours-8bit"] = (name, files, options) => new OwnHnsw(name, files.Set, options, OwnIndex.EightBit(options)),
        ["ours-projected"] = (name, files, options) => new OwnHnsw(name, files.Set, options, OwnIndex.Projected(options)),
        ["ours-neighbors"] = (name, files, options) => new OwnHnsw(name, files.Set, options, OwnIndex.NeighborCodes(options)),
        ["ours-scan"] = (name, files, options) => new OwnScan(name, files.Set, options),
        [Reference] = (name, files, options) => new Hnswlib(name, files.Set, options),
        [ScanReference] = (name, files, options) => new TensorPrimitivesScan(name, files.Set, options),
        ["usearch"] = (name, files, options) => new Usearch(name, files.Set, options),
        ["faiss-hnsw"] = (name, files, options) => new ChildEngine(name, false, files, ChildPrograms.FaissHnsw(), options, ChildPrograms.PythonRemedy),
        ["faiss-flat"] = (name, files, options) => new ChildEngine(name, true, files, ChildPrograms.FaissFlat(), options, ChildPrograms.PythonRemedy),
        ["hnswlib-debian"] = (name, files, options) => new ChildEngine(name, false, files, ChildPrograms.DebianHnswlib(), options, ChildPrograms.PythonRemedy),
    };

    public static IReadOnlyList<string> Names { get; } = [.. s_engines.Keys];

    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="files">The set, and its file for engines in child processes.</param>
    /// <param name="options">How it is built.</param>
    /// <exception cref="EngineMissingException">It cannot run here; the message says what to install.</exception>
    public static IEngine Create(string name, ChildFiles files, BenchmarkOptions options) => s_engines[name](name, files, options);
}
