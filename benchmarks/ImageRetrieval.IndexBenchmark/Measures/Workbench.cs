using ImageRetrieval.IndexBenchmark.Data;
using ImageRetrieval.IndexBenchmark.Engines;

namespace ImageRetrieval.IndexBenchmark.Measures;

/// <summary>What the parts share: a set, its truth, and those engines that can run here.</summary>
internal sealed class Workbench : IDisposable
{
    private readonly ChildFiles _files;
    private readonly List<IEngine> _engines = [];
    private readonly List<string> _missing = [];
    private readonly Lazy<Truth> _truth;
    private readonly HashSet<IEngine> _built = [];

    /// <param name="options">Which engines, and how they are built.</param>
    /// <param name="set">What they are built over.</param>
    /// <param name="log">Gets a line for each step, so that a long run is seen to move.</param>
    public Workbench(BenchmarkOptions options, VectorSet set, TextWriter log)
    {
        (Options, Set, Log) = (options, set, log);
        _files = new ChildFiles(set);
        _truth = new Lazy<Truth>(() => new Truth(set, options.K));
        foreach (string name in options.Engines)
            Add(name);
    }

    public BenchmarkOptions Options { get; }

    public VectorSet Set { get; }

    public TextWriter Log { get; }

    public Truth Truth => _truth.Value;

    public IReadOnlyList<IEngine> Engines => _engines;

    public IEnumerable<LocalEngine> LocalEngines => _engines.OfType<LocalEngine>();

    /// <summary>Name and reason of each engine that was asked for and cannot run.</summary>
    public IReadOnlyList<string> Missing => _missing;

    /// <summary>Builds an engine unless that was done, and gives it back.</summary>
    public T Built<T>(T engine)
        where T : IEngine
    {
        if (_built.Add(engine))
        {
            Log.WriteLine($"building {engine.Name}");
            engine.Build();
        }

        return engine;
    }

    /// <summary>Room for the rows that a search over all queries finds.</summary>
    public int[] Answers() => new int[Set.Queries * Options.K];

    /// <summary>A workbench like this over another set, with the named engines of those that run here.</summary>
    public Workbench Over(VectorSet set, IEnumerable<string> engines) =>
        new(Options with { Engines = [.. engines.Intersect(_engines.Select(engine => engine.Name))] }, set, Log);

    public void Dispose()
    {
        foreach (IEngine engine in _engines)
            engine.Dispose();
        _files.Dispose();
    }

    private void Add(string name)
    {
        try
        {
            _engines.Add(EngineList.Create(name, _files, Options));
        }
        catch (EngineMissingException missing)
        {
            _missing.Add($"{name}: {missing.Message}");
        }
    }
}
