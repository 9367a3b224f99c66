using ImageRetrieval.IndexBenchmark.Data;

namespace ImageRetrieval.IndexBenchmark.Engines;

/// <summary>An engine of this process.</summary>
internal abstract class LocalEngine(string name, VectorSet set, BenchmarkOptions options) : IEngine
{
    public string Name => name;

    public abstract string Title { get; }

    public abstract bool IsExact { get; }

    /// <summary>Whether a build can be shared among threads.</summary>
    public virtual bool BuildsWithThreads => false;

    /// <summary>The rows and the queries.</summary>
    protected VectorSet Set => set;

    /// <summary>How it is built.</summary>
    protected BenchmarkOptions Options => options;

    public Cost Build() => Build(threads: 1);

    /// <summary>Builds with several threads, where <see cref="BuildsWithThreads"/>.</summary>
    public Cost Build(int threads) => Cost.Of(() => BuildIndex(threads));

    public Cost Search(int ef, int[] found) => Search(ef, found, threads: 1);

    /// <summary>Answers all queries, each thread its share of them.</summary>
    public Cost Search(int ef, int[] found, int threads)
    {
        Prepare(ef);
        return Cost.Of(() => Shares.Run(set.Queries, threads, (from, to) => SearchRange(from, to, ef, found)));
    }

    /// <summary>Answers one query into the caller's buffer, nearest first.</summary>
    /// <returns>How many were found, at most the buffer's length.</returns>
    public abstract int Search(ReadOnlySpan<float> query, int ef, Span<Hit> found);

    /// <summary>What must be set before searches with another ef.</summary>
    public virtual void Prepare(int ef)
    {
    }

    /// <summary>Mean number of rows that a query is compared with; null where the engine does not tell.</summary>
    public virtual double? Evaluations(int ef) => null;

    public abstract void Dispose();

    protected abstract void BuildIndex(int threads);

    private void SearchRange(int from, int to, int ef, int[] found)
    {
        int k = options.K;
        Span<Hit> hits = stackalloc Hit[Math.Min(k, 1024)];
        if (k > hits.Length)
            hits = new Hit[k];
        for (int query = from; query < to; query++)
        {
            int count = Search(set.Query(query), ef, hits);
            for (int i = 0; i < k; i++)
                found[query * k + i] = i < count ? hits[i].Row : -1;
        }
    }
}
