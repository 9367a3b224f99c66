using System.Text;
using ImageRetrieval.IndexBenchmark.Data;

namespace ImageRetrieval.IndexBenchmark.Engines;

/// <summary>hnswlib with inner product over unit rows, compiled with -march=native, called from this process.</summary>
internal sealed unsafe class Hnswlib : LocalEngine, ISavedEngine
{
    private const int Seed = 100; // hnswlib's own default
    private const string FileName = "index.hnswlib";

    private readonly HnswlibLibrary _library;
    private nint _peer;

    /// <exception cref="EngineMissingException">hnswlib cannot be compiled here.</exception>
    public Hnswlib(string name, VectorSet set, BenchmarkOptions options)
        : base(name, set, options) => _library = HnswlibLibrary.Instance;

    public override string Title => $"hnswlib's headers, {HnswlibLibrary.Compiler} {HnswlibLibrary.Flags}";

    public override bool IsExact => false;

    public override bool BuildsWithThreads => true;

    public override void Prepare(int ef) => _library.SetEf(_peer, ef);

    // Invariant: the spans are pinned during the call, found has room for the k asked for, and the library writes at most k.
    public override int Search(ReadOnlySpan<float> query, int ef, Span<Hit> found)
    {
        int k = found.Length;
        int* rows = stackalloc int[k];
        float* distances = stackalloc float[k];
        int count;
        fixed (float* values = query)
            count = _library.Search(_peer, values, k, rows, distances);
        if (count < 0)
            throw _library.Failure();
        for (int i = 0; i < count; i++)
            found[i] = new Hit(rows[i], distances[i]);
        return count;
    }

    public void Save(string folder)
    {
        if (_peer == 0)
            BuildIndex(threads: 1);
        fixed (byte* path = PathIn(folder))
        {
            if (_library.Save(_peer, path) < 0)
                throw _library.Failure();
        }
    }

    public void Open(string folder)
    {
        fixed (byte* path = PathIn(folder))
            Take(_library.Load(path, Set.Dimension));
    }

    public override void Dispose()
    {
        if (_peer != 0)
            _library.Destroy(_peer);
        _peer = 0;
    }

    protected override void BuildIndex(int threads)
    {
        Take(_library.Create(Set.Dimension, Set.Count, Options.M, Options.EfConstruction, Seed));

        // The first row alone: the others find an entry point then, whatever their order.
        Add(0);
        Shares.Run(Set.Count - 1, threads, (from, to) =>
        {
            for (int row = from + 1; row <= to; row++)
                Add(row);
        });
    }

    private static byte[] PathIn(string folder) => Encoding.UTF8.GetBytes(Path.Combine(folder, FileName) + '\0');

    private void Add(int row)
    {
        fixed (float* values = Set.Row(row))
        {
            if (_library.Add(_peer, values, row) < 0)
                throw _library.Failure();
        }
    }

    private void Take(nint peer)
    {
        if (peer == 0)
            throw _library.Failure();
        Dispose();
        _peer = peer;
    }
}
