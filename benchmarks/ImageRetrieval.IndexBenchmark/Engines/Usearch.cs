using System.Text;
using ImageRetrieval.IndexBenchmark.Data;

namespace ImageRetrieval.IndexBenchmark.Engines;

/// <summary>usearch as its NuGet package brings it: float32, inner product over unit rows, called from this process.</summary>
internal sealed unsafe class Usearch : LocalEngine, ISavedEngine
{
    private const int ExpansionSearch = 64; // usearch's own default, until Prepare says otherwise
    private const string FileName = "index.usearch";

    private readonly UsearchLibrary _library;
    private nint _index;

    /// <exception cref="EngineMissingException">The package has no library for this platform.</exception>
    public Usearch(string name, VectorSet set, BenchmarkOptions options)
        : base(name, set, options)
    {
        _library = UsearchLibrary.Instance;
        Title = $"usearch {_library.Version} from NuGet, float32, kernels: {Kernels()}";
    }

    public override string Title { get; }

    public override bool IsExact => false;

    // Two threads that add at once lose rows: after 20 of 120 builds some of 400 rows could not be found any more.
    public override bool BuildsWithThreads => false;

    public override void Prepare(int ef) => _library.SetEf(_index, ef);

    // Invariant: the query is pinned during the call, found has room for the k asked for, and the library writes at most k.
    public override int Search(ReadOnlySpan<float> query, int ef, Span<Hit> found)
    {
        int k = found.Length;
        ulong* rows = stackalloc ulong[k];
        float* distances = stackalloc float[k];
        int count;
        fixed (float* values = query)
            count = _library.Search(_index, values, k, rows, distances);
        for (int i = 0; i < count; i++)
            found[i] = new Hit((int)rows[i], distances[i]);
        return count;
    }

    public void Save(string folder)
    {
        if (_index == 0)
            BuildIndex(threads: 1);
        fixed (byte* path = PathIn(folder))
            _library.Save(_index, path);
    }

    public void Open(string folder)
    {
        Renew();
        fixed (byte* path = PathIn(folder))
            _library.Load(_index, path);
    }

    public override void Dispose()
    {
        if (_index != 0)
            _library.Destroy(_index);
        _index = 0;
    }

    protected override void BuildIndex(int threads)
    {
        Renew();
        _library.Reserve(_index, Set.Count);
        for (int row = 0; row < Set.Count; row++)
            Add(row);
    }

    private static byte[] PathIn(string folder) => Encoding.UTF8.GetBytes(Path.Combine(folder, FileName) + '\0');

    // Only an index knows them, by its metric and its scalars.
    private string Kernels()
    {
        nint index = Create();
        try
        {
            return _library.Kernels(index);
        }
        finally
        {
            _library.Destroy(index);
        }
    }

    private void Add(int row)
    {
        fixed (float* values = Set.Row(row))
            _library.Add(_index, values, row);
    }

    private void Renew()
    {
        Dispose();
        _index = Create();
    }

    private nint Create() => _library.Create(new UsearchInitOptions
    {
        Metric = UsearchLibrary.InnerProduct,
        Quantization = UsearchLibrary.Float32,
        Dimensions = (nuint)Set.Dimension,
        Connectivity = (nuint)Options.M,
        ExpansionAdd = (nuint)Options.EfConstruction,
        ExpansionSearch = ExpansionSearch,
    });
}
