using System.Threading.Channels;
using ImageRetrieval.Collection.Duplicates;
using ImageRetrieval.Worker.Ingest;

namespace ImageRetrieval.Worker.Duplicates;

/// <summary>
/// Searches for duplicates of early snapshots while the pipeline is running: on one thread, for a share of the time, always of the
/// newest snapshot of a model. Neither downloads nor snapshots wait for it; the rest is left for the end of the pass.
/// </summary>
/// <param name="duplicates">Searches; nothing else uses it while this runs.</param>
/// <param name="share">The largest share of the time, 0 to 1; with 0 nothing is searched before the end.</param>
/// <param name="clock">Measures.</param>
internal sealed class EarlyDuplicates(ModelDuplicates duplicates, double share, TimeProvider clock)
{
    private readonly Channel<(string Model, string Version)> _published = Channel.CreateUnbounded<(string Model, string Version)>();

    /// <summary>A snapshot was published.</summary>
    internal void Add(string model, string version) => _published.Writer.TryWrite((model, version));

    /// <summary>Returns when the token is cancelled.</summary>
    internal Task RunAsync(CancellationToken token) => share == 0 ? Task.CompletedTask : OwnThread.Run(() => Run(token));

    private void Run(CancellationToken token)
    {
        var newest = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            while (OwnThread.Wait(_published.Reader.WaitToReadAsync(token)))
            {
                while (_published.Reader.TryRead(out var published))
                    newest[published.Model] = published.Version;
                foreach (var (model, version) in newest)
                    Update(model, version, token);
                newest.Clear();
            }
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
        }
    }

    private void Update(string model, string version, CancellationToken token)
    {
        var (started, rested) = (clock.GetTimestamp(), TimeSpan.Zero);
        if (OwnThread.Wait(duplicates.UpdateAsync(model, version, new SearchEffort(Threads: 1) { Rest = Rest }, token)))
            Rest(clock.GetElapsedTime(started) - rested);

        void Rest(TimeSpan worked)
        {
            var rest = worked * ((1 - share) / share);
            token.WaitHandle.WaitOne(rest);
            token.ThrowIfCancellationRequested();
            rested += worked + rest;
        }
    }
}
