using System.Diagnostics;
using ImageRetrieval.IndexBenchmark.Data;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.IndexBenchmark.Measures;

/// <summary>Readers and the one who swaps.</summary>
internal sealed class SwapRun
{
    private readonly VectorSet _set;
    private readonly string _path;
    private readonly int _k;
    private readonly int _ef;
    private readonly SearchHit[][] _expected;
    private Snapshot _live;
    private long _answers;
    private long _wrong;
    private volatile bool _stop;

    /// <param name="set">Whose queries are asked.</param>
    /// <param name="path">The snapshot that is opened again and again.</param>
    /// <param name="k">Hits wanted.</param>
    /// <param name="ef">Candidates kept.</param>
    public SwapRun(VectorSet set, string path, int k, int ef)
    {
        (_set, _path, _k, _ef) = (set, path, k, ef);
        _live = Snapshot.Open(path);
        _expected = [.. Enumerable.Range(0, set.Queries).Select(query => _live.Search(set.Query(query), k, ef).ToArray())];
    }

    public SwapResult For(TimeSpan time, TimeSpan between, int readers)
    {
        Thread[] threads = [.. Enumerable.Range(0, readers).Select(seed => new Thread(() => Read(seed)))];
        foreach (Thread thread in threads)
            thread.Start();
        var clock = Stopwatch.StartNew();
        int swaps = 0;
        double early = 0;
        while (clock.Elapsed < time)
        {
            // The pace is what is measured here, so a pause it is.
            Thread.Sleep(between);
            Interlocked.Exchange(ref _live, Snapshot.Open(_path)).Dispose();
            swaps++;
            if (early == 0 && clock.Elapsed > time / 10)
                early = Mebibytes();
        }

        double last = Mebibytes();
        _stop = true;
        foreach (Thread thread in threads)
            thread.Join();
        _live.Dispose();
        return new SwapResult(swaps, _answers, _wrong, early, last, Mapped());
    }

    private void Read(int seed)
    {
        var random = new Random(seed);
        while (!_stop)
        {
            int query = random.Next(_set.Queries);
            try
            {
                IReadOnlyList<SearchHit> hits = Volatile.Read(ref _live).Search(_set.Query(query), _k, _ef);
                if (!hits.SequenceEqual(_expected[query]))
                    Interlocked.Increment(ref _wrong);
                Interlocked.Increment(ref _answers);
            }
            catch (ObjectDisposedException)
            {
                // Swapped between reading the reference and asking: the next round asks the new one.
            }
        }
    }

    private static double Mebibytes() => Environment.WorkingSet / 1024.0 / 1024;

    private int Mapped()
    {
        const string Maps = "/proc/self/maps";
        return File.Exists(Maps) ? File.ReadLines(Maps).Count(line => line.Contains(_path, StringComparison.Ordinal)) : 0;
    }
}
