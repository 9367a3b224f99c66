using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace ImageRetrieval.Vision.Models;

/// <summary>Downloads one weights file to a partial name, resuming an earlier attempt, and renames it at the end.</summary>
internal sealed class WeightsDownload(HttpClient http)
{
    private const int BufferBytes = 1 << 17;
    private static readonly TimeSpan s_idleTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_lockRetry = TimeSpan.FromMilliseconds(250);

    /// <exception cref="ModelException">The server refuses the request, stalls or cannot be reached.</exception>
    internal async Task RunAsync(ModelEntry entry, string path, IProgress<DownloadProgress>? progress, CancellationToken token)
    {
        await using var guard = await LockAsync(path + ".lock", token).ConfigureAwait(false);
        if (File.Exists(path))
            return; // another process finished it while this one waited

        try
        {
            await ReceiveAsync(entry, PartOf(path), progress, token).ConfigureAwait(false);
            await CheckAsync(entry, PartOf(path), token).ConfigureAwait(false);
            File.Move(PartOf(path), path);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or TimeoutException)
        {
            throw new ModelException(ModelError.DownloadFailed,
                $"The weights of model '{entry.Name}' are not there and could not be downloaded ({error.Message}). " +
                $"The expected file is '{path}' with SHA-256 {entry.Sha256}. " +
                $"With a connection, `dotnet run --project ImageRetrieval.Worker -- models pull {entry.Name} --data {Quoted(DataFolder(path))}` downloads it and resumes where it stopped; " +
                $"without one, download it on another machine and put the file at '{path}': `curl -L -o {Path.GetFileName(path)} {entry.Url}`.", error);
        }
    }

    /// <summary>The name of a file while it is incomplete.</summary>
    internal static string PartOf(string path) => path + ".part";

    // A partial file of other weights than those in the list must not be resumed.
    private static async Task CheckAsync(ModelEntry entry, string partial, CancellationToken token)
    {
        string digest;
        await using (var stream = File.OpenRead(partial))
            digest = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, token).ConfigureAwait(false));
        if (digest.Equals(entry.Sha256, StringComparison.OrdinalIgnoreCase))
            return;
        File.Delete(partial);
        throw new ModelException(ModelError.WrongDigest,
            $"The file that {entry.Url} sent for model '{entry.Name}' has SHA-256 {digest}; the list wants {entry.Sha256?.ToLowerInvariant()}: it was deleted. Try again, or correct the list.");
    }

    private static string DataFolder(string path) => Path.GetDirectoryName(Path.GetDirectoryName(path)) ?? ".";

    private static string Quoted(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"'{path}'" : path;

    private async Task ReceiveAsync(ModelEntry entry, string partial, IProgress<DownloadProgress>? progress, CancellationToken token)
    {
        await using var file = new FileStream(partial, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, BufferBytes, useAsync: true);
        using var request = new HttpRequestMessage(HttpMethod.Get, entry.Url);
        if (file.Length > 0)
            request.Headers.Range = new RangeHeaderValue(file.Length, null);

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
            return; // the file is already complete; the digest tells whether it is correct
        response.EnsureSuccessStatusCode();

        // A server without ranges answers 200 and starts at the beginning.
        var resumed = response.StatusCode == HttpStatusCode.PartialContent;
        file.SetLength(resumed ? file.Length : 0);
        file.Seek(0, SeekOrigin.End);

        var total = response.Content.Headers.ContentLength is { } rest ? file.Position + rest : entry.Size;
        await using var body = await response.Content.ReadAsStreamAsync(token).ConfigureAwait(false);
        await CopyAsync(body, file, received => progress?.Report(new(entry.Name, received, total)), token).ConfigureAwait(false);
        await file.FlushAsync(token).ConfigureAwait(false);
        file.Flush(flushToDisk: true);
        if (total is { } expected && file.Length < expected)
            throw new IOException($"the connection closed after {file.Length} of {expected} bytes");
    }

    private static async Task CopyAsync(Stream body, FileStream file, Action<long> report, CancellationToken token)
    {
        var buffer = new byte[BufferBytes];
        using var idle = CancellationTokenSource.CreateLinkedTokenSource(token);
        while (true)
        {
            idle.CancelAfter(s_idleTimeout);
            int read;
            try
            {
                read = await body.ReadAsync(buffer, idle.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!token.IsCancellationRequested)
            {
                throw new TimeoutException($"no data was received for {s_idleTimeout.TotalSeconds:0} s");
            }
            if (read == 0)
                return;
            await file.WriteAsync(buffer.AsMemory(0, read), token).ConfigureAwait(false);
            report(file.Position);
        }
    }

    /// <summary>A lock across processes: a file opened without sharing. The system releases it when a process dies.</summary>
    private static async Task<FileStream> LockAsync(string path, CancellationToken token)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException)
            {
                // There is no notification when another process closes a file, so this polls.
                await Task.Delay(s_lockRetry, token).ConfigureAwait(false);
            }
        }
    }
}
