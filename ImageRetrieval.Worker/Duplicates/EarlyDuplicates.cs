using System.Threading.Channels;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Worker.Duplicates;

/// <summary>
/// Looks for the duplicates of early snapshots beside the running pipeline: on one thread, for a share of the time, always of the
/// newest snapshot of a model. Neither downloads nor snapshots wait for it; what it does not reach is left for the end of the pass.
/// </summary>
/// <param name="finder">Searches; nobody else uses it while this runs.</param>
/// <param name="share">The largest share of the time, 0 to 1; with 0 nothing is looked for before the end.</param>
/// <param name="clock">Measures.</param>
internal sealed class EarlyDuplicates(DuplicateFinder finder, double share, TimeProvider clock)
{
    private readonly Channel<(string Model, string Path)> _published = Channel.CreateUnbounded<(string Model, string Path)>();

    /// <summary>A snapshot was published.</summary>
    internal void Add(string model, string path) => _published.Writer.TryWrite((model, path));

    /// <summary>Returns when the token is cancelled.</summary>
    internal Task RunAsync(CancellationToken token) => share == 0
        ? Task.CompletedTask
        : Task.Factory.StartNew(() => Run(token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Run(CancellationToken token)
    {
        var newest = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            while (_published.Reader.WaitToReadAsync(token).AsTask().GetAwaiter().GetResult())
            {
                while (_published.Reader.TryRead(out var published))
                    newest[published.Model] = published.Path;
                foreach (var (model, path) in newest)
                    Update(model, path, token);
                newest.Clear();
            }
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
        }
    }

    private void Update(string model, string path, CancellationToken token)
    {
        var (started, rested) = (clock.GetTimestamp(), TimeSpan.Zero);
        try
        {
            finder.Update(model, path, threads: 1, Rest, token);
        }
        catch (SnapshotException) when (!Directory.Exists(path))
        {
            // A newer one has replaced it, and comes next.
            return;
        }
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
