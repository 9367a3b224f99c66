using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace ImageRetrieval.Vision.Embedding;

/// <summary>The models that this process has currently loaded, for the metrics.</summary>
internal sealed class LoadedModels : IDisposable
{
    private static readonly ConcurrentDictionary<LoadedModels, byte> s_all = new();

    private readonly string _model;
    private readonly string _provider;
    private readonly Func<int> _queueLength;

    private LoadedModels(string model, string provider, Func<int> queueLength) =>
        (_model, _provider, _queueLength) = (model, provider, queueLength);

    /// <summary>Counts a model until the result is disposed.</summary>
    internal static IDisposable Add(string model, string provider, Func<int> queueLength)
    {
        var added = new LoadedModels(model, provider, queueLength);
        s_all[added] = 0;
        return added;
    }

    internal static IEnumerable<Measurement<int>> QueueLengths() => Sums(loaded => loaded._queueLength());

    internal static IEnumerable<Measurement<int>> Counts() => Sums(_ => 1);

    /// <inheritdoc />
    public void Dispose() => s_all.TryRemove(this, out _);

    // One measurement per pair of tags: of several with the same tags, a reader keeps only the last.
    private static IEnumerable<Measurement<int>> Sums(Func<LoadedModels, int> number) =>
        s_all.Keys.GroupBy(loaded => (loaded._model, loaded._provider)).Select(same => new Measurement<int>(
            same.Sum(number),
            new KeyValuePair<string, object?>("model", same.Key._model),
            new KeyValuePair<string, object?>("provider", same.Key._provider)));
}
