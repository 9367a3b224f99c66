using ImageRetrieval.Api.Safety;
using ImageRetrieval.Collection.Search;

namespace ImageRetrieval.Api.Stats;

/// <summary>
/// Compares samples of real queries with exact search and publishes the recall. One by one, and only while no image
/// waits: a scan of a large index occupies a core for some time.
/// </summary>
internal sealed class RecallMonitor(RecallSamples samples, ICollectionIndexes indexes, WorkGate gate, SearchStats stats, TimeProvider clock) : BackgroundService
{
    private const int K = 10;

    // The rounding of a graph search may differ from that of a scan in the last bit.
    private const float Rounding = 1e-6f;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<string, (string Version, int Queries, double Sum)> _sums = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var sample in samples.Waiting.ReadAllAsync(stoppingToken))
        {
            while (!gate.IsIdle)
                await Task.Delay(s_pause, clock, stoppingToken);
            await CompareAsync(sample, stoppingToken);
        }
    }

    private async Task CompareAsync(RecallSample sample, CancellationToken token)
    {
        using var lease = await indexes.AcquireAsync(sample.Model, token);
        if (lease is null || lease.Info.Version != sample.SnapshotVersion)
            return; // another snapshot has other nearest images
        // If fewer than ten were requested, fewer are compared.
        var count = Math.Min(K, sample.Scores.Count);
        var truth = await gate.RunTaskAsync(WorkWeight.Heavy, stop => lease.SearchAsync(sample.Embedding, new ItemQuery(count), stop), token);
        var least = truth[^1].Score - Rounding;
        var recall = Math.Min(1, (double)sample.Scores.Take(truth.Count).Count(score => score >= least) / truth.Count);

        var known = _sums.GetValueOrDefault(sample.Model);
        var sum = known.Version == sample.SnapshotVersion ? known : (sample.SnapshotVersion, Queries: 0, Sum: 0.0);
        sum = (sample.SnapshotVersion, sum.Queries + 1, sum.Sum + recall);
        _sums[sample.Model] = sum;
        stats.Checked(sample.Model, recall, new RecallCheck(sum.Sum / sum.Queries, K, sum.Queries, sample.SnapshotVersion, clock.GetUtcNow()));
    }
}
