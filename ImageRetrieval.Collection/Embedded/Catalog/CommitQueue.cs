using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Collection.Embedded.Images;

namespace ImageRetrieval.Collection.Embedded.Catalog;

/// <summary>
/// Writes outcomes into the catalog, in their order and many in one transaction, on its own thread in parallel with the pipeline. An
/// outcome that names a file waits until the file and its name are on disk. Thread-safe.
/// </summary>
/// <remarks>
/// Round after round: the files that arrived are flushed all at once, and with them the names given in the round before; then
/// they get their names; then the outcomes of the round before are committed. So no name refers to bytes that are not on disk,
/// and no row for a name that is not. A kill loses at most what is in progress here, and that is repeated.
/// </remarks>
internal sealed class CommitQueue : IOutcomes
{
    private const int Waiting = 1024;

    // Long enough to gather what shares a flush and a transaction, short enough that a kill costs next to nothing.
    private static readonly TimeSpan s_round = TimeSpan.FromMilliseconds(100);

    private readonly Channel<Outcome> _outcomes = Channel.CreateBounded<Outcome>(Waiting);
    private readonly ImageCatalog _catalog;
    private readonly Action<IReadOnlyCollection<string>> _flush;
    private readonly Task _committing;
    private readonly TaskCompletionSource _ending = new();

    // Their files have their names; the next flush brings the names to the disk.
    private List<Outcome> _named = [];

    /// <param name="catalog">What is written.</param>
    /// <param name="flush">Flushes files, and the names given earlier, to the disk; null for <see cref="DiskFlush.Flush"/>.</param>
    internal CommitQueue(ImageCatalog catalog, Action<IReadOnlyCollection<string>>? flush = null)
    {
        _catalog = catalog;
        _flush = flush ?? DiskFlush.Flush;
        _committing = Task.Factory.StartNew(CommitAll, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    // What is waiting, and the two rounds in progress.
    public int MostUnderWay => 3 * Waiting;

    public async ValueTask AddAsync(Outcome outcome)
    {
        try
        {
            await _outcomes.Writer.WriteAsync(outcome);
        }
        catch (ChannelClosedException closed)
        {
            FileOf(outcome)?.Delete();
            if (closed.InnerException is { } why)
                ExceptionDispatchInfo.Throw(why);
            throw;
        }
    }

    public Task CompleteAsync()
    {
        _outcomes.Writer.TryComplete();
        _ending.TrySetResult();
        return _committing;
    }

    private static IncomingFile? FileOf(Outcome outcome) => (outcome as Outcome.Downloaded)?.Image is IncomingImage image ? image.Incoming : null;

    private void CommitAll()
    {
        List<Outcome> arrived = [];
        try
        {
            while (Take(arrived))
            {
                Commit(arrived);
                (_named, arrived) = (arrived, _named);
                arrived.Clear();
            }
        }
        catch (Exception error)
        {
            // All callers that add outcomes are notified, and no file without a name is left behind.
            _outcomes.Writer.TryComplete(error);
            while (_outcomes.Reader.TryRead(out var outcome))
                arrived.Add(outcome);
            arrived.ForEach(outcome => FileOf(outcome)?.Delete());
            throw;
        }
    }

    /// <summary>Fills in what has arrived: waits for it, unless the round before is still to be committed; false at the end of all.</summary>
    private bool Take(List<Outcome> arrived)
    {
        if (_named.Count == 0 && !_outcomes.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            return false;
        _ending.Task.Wait(s_round);
        while (arrived.Count < Waiting && _outcomes.Reader.TryRead(out var outcome))
            arrived.Add(outcome);
        return true;
    }

    private void Commit(List<Outcome> arrived)
    {
        var incoming = arrived.Select(FileOf).OfType<IncomingFile>().ToList();
        var named = _named.Select(FileOf).OfType<IncomingFile>().ToList();
        if (incoming.Count + named.Count > 0)
            _flush([.. incoming.Where(file => !file.IsNamed).Select(file => file.Path), .. named.Select(file => file.Final)]);
        incoming.ForEach(file => file.GiveName());
        // With no file in it, this round need not wait for the next.
        var ready = incoming.Count == 0 ? [.. _named, .. arrived] : _named;
        if (ready.Count > 0)
            _catalog.InOneTransaction(() => ready.ForEach(_catalog.Apply));
        if (ready != _named)
            arrived.Clear();
    }
}
