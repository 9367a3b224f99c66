using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using ImageRetrieval.Worker.Catalog;
using ImageRetrieval.Worker.Download;

namespace ImageRetrieval.Worker.Commit;

/// <summary>
/// What the pipeline writes into the catalog, in its order and many writes in one transaction, on a thread of its own while
/// the pipeline goes on. A write that speaks of a file waits until the file and its name are on disk. Thread-safe.
/// </summary>
/// <remarks>
/// Round after round: the files that came are flushed all at once, and with them the names given in the round before; then
/// they get their names; then the writes of the round before are committed. So no name stands for bytes that are not on disk,
/// and no row for a name that is not. A kill loses at most what is under way here, and that is done again.
/// </remarks>
internal sealed class CommitQueue
{
    /// <summary>Writes under way at most: what waits, and the two rounds in hand.</summary>
    internal const int MostUnderWay = 3 * Waiting;

    private const int Waiting = 1024;

    // Long enough to gather what a flush and a transaction are shared by, short enough that a kill costs next to nothing.
    private static readonly TimeSpan s_round = TimeSpan.FromMilliseconds(100);

    private sealed record Entry(Action<ImageCatalog> Write, IncomingFile? File);

    private readonly Channel<Entry> _entries = Channel.CreateBounded<Entry>(Waiting);
    private readonly ImageCatalog _catalog;
    private readonly Action<IReadOnlyCollection<string>> _flush;
    private readonly Task _committing;
    private readonly TaskCompletionSource _ending = new();

    // Their files have their names; whether the names are on disk, the next flush decides.
    private List<Entry> _named = [];

    /// <param name="catalog">What is written.</param>
    /// <param name="flush">Brings files, and the names that were given before, to the disk; null for <see cref="DiskFlush.Flush"/>.</param>
    internal CommitQueue(ImageCatalog catalog, Action<IReadOnlyCollection<string>>? flush = null)
    {
        _catalog = catalog;
        _flush = flush ?? DiskFlush.Flush;
        _committing = Task.Factory.StartNew(CommitAll, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Adds a write; waits while too many are under way. Not cancelled: what was done shall be remembered.</summary>
    /// <param name="write">Statements on the catalog; runs inside a transaction.</param>
    /// <param name="file">What must be on disk first.</param>
    /// <exception cref="IOException">An earlier write failed.</exception>
    internal async ValueTask AddAsync(Action<ImageCatalog> write, IncomingFile? file = null)
    {
        try
        {
            await _entries.Writer.WriteAsync(new(write, file));
        }
        catch (ChannelClosedException closed)
        {
            file?.Delete();
            if (closed.InnerException is { } why)
                ExceptionDispatchInfo.Throw(why);
            throw;
        }
    }

    /// <summary>As <see cref="AddAsync"/>, on a thread that may be blocked.</summary>
    internal void Add(Action<ImageCatalog> write) => AddAsync(write).AsTask().GetAwaiter().GetResult();

    /// <summary>Takes no more; returns when everything is committed, or throws why it could not be.</summary>
    internal Task CompleteAsync()
    {
        _entries.Writer.TryComplete();
        _ending.TrySetResult();
        return _committing;
    }

    private void CommitAll()
    {
        List<Entry> came = [];
        try
        {
            while (Take(came))
            {
                Commit(came);
                (_named, came) = (came, _named);
                came.Clear();
            }
        }
        catch (Exception error)
        {
            // Who adds learns of it, and nothing is left behind that nobody would name.
            _entries.Writer.TryComplete(error);
            while (_entries.Reader.TryRead(out var entry))
                came.Add(entry);
            came.ForEach(entry => entry.File?.Delete());
            throw;
        }
    }

    /// <summary>Fills in what has come: waits for it, unless the round before is still to be committed; false at the end of all.</summary>
    private bool Take(List<Entry> came)
    {
        if (_named.Count == 0 && !_entries.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            return false;
        _ending.Task.Wait(s_round);
        while (came.Count < Waiting && _entries.Reader.TryRead(out var entry))
            came.Add(entry);
        return true;
    }

    private void Commit(List<Entry> came)
    {
        var files = came.Concat(_named).Select(entry => entry.File).OfType<IncomingFile>().ToList();
        if (files.Count > 0)
            _flush([.. came.Select(entry => entry.File?.Path).OfType<string>(), .. _named.Select(entry => entry.File?.Final).OfType<string>()]);
        came.ForEach(entry => entry.File?.GiveName());
        // With no file in it, this round need not wait for the next.
        var ready = files.Count == 0 || came.TrueForAll(entry => entry.File is null) ? [.. _named, .. came] : _named;
        if (ready.Count > 0)
            _catalog.InOneTransaction(() => ready.ForEach(entry => entry.Write(_catalog)));
        if (ready != _named)
            came.Clear();
    }
}
