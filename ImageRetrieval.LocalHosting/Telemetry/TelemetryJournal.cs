using System.Buffers.Binary;
using System.IO.Compression;
using System.Threading.Channels;
using ImageRetrieval.LocalHosting.Telemetry.Otlp;
using Microsoft.Extensions.Logging;

namespace ImageRetrieval.LocalHosting.Telemetry;

/// <summary>
/// Received bodies on disk, so that they are there after a restart: for each signal two files, of which the older one is
/// overwritten when the newer one is full. A record is its length (4 bytes, little-endian) and the gzip of the body, whose
/// own checksum finds what a kill left half written. Nobody waits for the disk; when it is too slow, bodies are left out.
/// </summary>
internal sealed class TelemetryJournal(TelemetryStore store, TelemetryOptions options, TimeProvider time, ILogger<TelemetryJournal> logger) : IAsyncDisposable
{
    private const int QueuedBodies = 256;
    private const string Parts = "ab";
    private const int MaximumBodyBytes = 64 * 1024 * 1024;
    private static readonly TimeSpan s_metricsPause = TimeSpan.FromSeconds(Metrics.Series.SlotSeconds);

    private readonly Channel<(TelemetrySignal Signal, byte[] Body)> _queue =
        Channel.CreateBounded<(TelemetrySignal, byte[])>(new BoundedChannelOptions(QueuedBodies) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });
    private readonly Dictionary<Sender, long> _metricsWritten = [];
    private readonly Lock _lock = new();
    private int _pending;
    private Task _writing = Task.CompletedTask;

    /// <summary>Whether everything that was kept has been written.</summary>
    public bool IsIdle => Volatile.Read(ref _pending) == 0;

    /// <summary>Reads what an earlier run left, and begins to write.</summary>
    public void Open()
    {
        if (options.Folder is null)
            return;
        try
        {
            Directory.CreateDirectory(options.Folder);
            foreach (var signal in Enum.GetValues<TelemetrySignal>())
            {
                foreach (var path in ByAge(signal).Where(File.Exists))
                    Replay(signal, path);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.JournalEnded(logger, options.Folder, exception.Message);
            return;
        }

        _writing = Task.Run(WriteAsync);
    }

    /// <summary>Keeps a body. Of a sender's metrics, which repeat what they said before, one in five seconds is enough.</summary>
    public void Write(TelemetrySignal signal, Sender sender, ReadOnlySpan<byte> body)
    {
        if (options.Folder is null || (signal == TelemetrySignal.Metrics && !IsDue(sender)))
            return;
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(body);
        Interlocked.Increment(ref _pending);
        if (!_queue.Writer.TryWrite((signal, packed.ToArray())))
            Interlocked.Decrement(ref _pending);
    }

    /// <summary>Writes what is still queued.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writing.ConfigureAwait(false);
    }

    private bool IsDue(Sender sender)
    {
        lock (_lock)
        {
            if (_metricsWritten.TryGetValue(sender, out var last) && time.GetElapsedTime(last) < s_metricsPause)
                return false;
            _metricsWritten[sender] = time.GetTimestamp();
            return true;
        }
    }

    private string[] Paths(TelemetrySignal signal) =>
        [.. Parts.Select(part => Path.Combine(options.Folder!, $"{signal}-{part}.otlp".ToLowerInvariant()))];

    /// <summary>Oldest first; one that does not exist is the oldest.</summary>
    private string[] ByAge(TelemetrySignal signal) =>
        [.. Paths(signal).OrderBy(path => File.Exists(path) ? File.GetLastWriteTimeUtc(path) : DateTime.MinValue)];

    private void Replay(TelemetrySignal signal, string path)
    {
        using var file = File.Open(path, FileMode.Open, FileAccess.ReadWrite);
        var whole = 0L;
        try
        {
            var length = new byte[4];
            while (file.ReadAtLeast(length, 4, throwOnEndOfStream: false) == 4)
            {
                var size = BinaryPrimitives.ReadUInt32LittleEndian(length);
                if (size > file.Length - file.Position)
                    throw new InvalidDataException($"A record of {size} bytes has {file.Length - file.Position}.");
                var packed = new byte[size];
                file.ReadExactly(packed);
                store.Add(signal, Unpack(packed));
                whole = file.Position;
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or OtlpFormatException)
        {
            Log.HalfRecord(logger, path, exception.Message);
        }

        // A kill leaves a half record at the end; the next one follows the last whole one.
        if (whole < file.Length)
            file.SetLength(whole);
    }

    private static byte[] Unpack(byte[] packed)
    {
        using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var body = new MemoryStream();
        var buffer = new byte[81920];
        int count;
        while ((count = gzip.Read(buffer)) > 0)
        {
            body.Write(buffer, 0, count);
            if (body.Length > MaximumBodyBytes)
                throw new InvalidDataException($"A body has more than {MaximumBodyBytes} bytes.");
        }

        return body.ToArray();
    }

    private async Task WriteAsync()
    {
        var files = new Dictionary<TelemetrySignal, FileStream>();
        try
        {
            await foreach (var (signal, body) in _queue.Reader.ReadAllAsync().ConfigureAwait(false))
            {
                await AppendAsync(files, signal, body).ConfigureAwait(false);
                Interlocked.Decrement(ref _pending);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A full disk ends the journal, not the application; the store in memory goes on.
            Log.JournalEnded(logger, options.Folder!, exception.Message);
            _queue.Writer.TryComplete();
        }
        finally
        {
            foreach (var file in files.Values)
                await file.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task AppendAsync(Dictionary<TelemetrySignal, FileStream> files, TelemetrySignal signal, byte[] body)
    {
        if (!files.TryGetValue(signal, out var file))
            files[signal] = file = new FileStream(ByAge(signal)[^1], FileMode.Append, FileAccess.Write, FileShare.Read);
        if (file.Length > options.MaximumFileBytes)
        {
            await file.DisposeAsync().ConfigureAwait(false);
            // The older of the two makes room.
            files[signal] = file = new FileStream(ByAge(signal)[0], FileMode.Create, FileAccess.Write, FileShare.Read);
        }

        var record = new byte[4 + body.Length];
        BinaryPrimitives.WriteInt32LittleEndian(record, body.Length);
        body.CopyTo(record, 4);
        await file.WriteAsync(record).ConfigureAwait(false);
        await file.FlushAsync().ConfigureAwait(false);
    }
}
