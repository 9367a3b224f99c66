using System.Security.Cryptography;

namespace ImageRetrieval.Vision.Models;

/// <summary>
/// The folder <c>&lt;data&gt;/models</c>: provides verified weights, downloading them on first use. Several processes may
/// request the same model concurrently.
/// </summary>
public sealed class ModelStore
{
    internal const string EmbeddedScheme = "embedded:";

    /// <summary>A file in the folder <c>models</c> beside the program, created by the build.</summary>
    internal const string ApplicationScheme = "application:";

    private readonly WeightsDownload _download;

    /// <summary>Opens the store; the folder is created when needed.</summary>
    /// <param name="folder">Where the weights are.</param>
    /// <param name="http">For downloads; its timeout applies only to the response header.</param>
    /// <param name="cacheFolder">The folder for files derived from weights; null for the folder itself, or the user's cache when that is read-only.</param>
    public ModelStore(string folder, HttpClient http, string? cacheFolder = null)
        : this(folder, http, new DerivedFiles(folder, cacheFolder))
    {
    }

    internal ModelStore(string folder, HttpClient http, DerivedFiles derived)
    {
        (Folder, Derived) = (Path.GetFullPath(folder), derived);
        _download = new WeightsDownload(http);
    }

    /// <summary>The folder's full path.</summary>
    public string Folder { get; }

    internal DerivedFiles Derived { get; }

    /// <summary>The verified weights of a model, downloaded if necessary.</summary>
    /// <exception cref="ModelException">They are missing and have no address, cannot be downloaded, or have a different digest.</exception>
    public async Task<ModelFile> EnsureAsync(ModelEntry entry, IProgress<DownloadProgress>? progress = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (IsEmbedded(entry))
            return Extract(entry);

        var path = Locate(entry);
        if (path is null)
        {
            path = ApplicationPath(entry) ?? OwnPath(entry);
            var wanted = $"put the file at '{path}'{(entry.Sha256 is null ? "" : $" (SHA-256 {entry.Sha256})")}.";
            if (entry.Url is null)
                throw new ModelException(ModelError.MissingWeights, $"The weights of model '{entry.Name}' are missing and its list names no address: {wanted}");
            if (FolderProbe.WhyNotWritable(Folder) is { } reason)
                throw new ModelException(ModelError.MissingWeights, $"The weights of model '{entry.Name}' are missing, and '{Folder}' cannot be written ({reason}) to download them: {wanted}");
            await _download.RunAsync(entry, path, progress, token).ConfigureAwait(false);
        }
        return await VerifyAsync(entry, path, token).ConfigureAwait(false);
    }

    /// <summary>The state of a model's weights on this machine; reads no file.</summary>
    public WeightsStatus Look(ModelEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var path = OwnPath(entry);
        if (IsEmbedded(entry))
            return new(WeightsState.BuiltIn, path, 0);
        if (ApplicationPath(entry) is { } own && File.Exists(own))
            return new(WeightsState.BuiltIn, own, new FileInfo(own).Length);
        if (Locate(entry) is { } there)
            return new(WeightsState.There, there, new FileInfo(there).Length);
        var part = new FileInfo(WeightsDownload.PartOf(path));
        return part is { Exists: true, Length: > 0 } ? new(WeightsState.PartlyDownloaded, path, part.Length) : new(WeightsState.NotDownloaded, path, 0);
    }

    /// <summary>The file beside the list, or the one in the store; null when neither exists.</summary>
    private string? Locate(ModelEntry entry)
    {
        if (ApplicationPath(entry) is { } own)
            return File.Exists(own) ? own : null;
        string?[] places =
        [
            Path.IsPathFullyQualified(entry.File) ? entry.File : null,
            entry.ListFolder is null ? null : Path.Combine(entry.ListFolder, entry.File),
            Path.Combine(Folder, entry.Name + ".onnx"),
            OwnPath(entry),
            Path.Combine(Folder, entry.File),
        ];
        return Array.Find(places, place => place is not null && File.Exists(place));
    }

    private static string? ApplicationPath(ModelEntry entry) => entry.File.StartsWith(ApplicationScheme, StringComparison.Ordinal)
        ? Path.Combine(AppContext.BaseDirectory, "models", entry.File[ApplicationScheme.Length..])
        : null;

    private static bool IsEmbedded(ModelEntry entry) => entry.File.StartsWith(EmbeddedScheme, StringComparison.Ordinal);

    /// <summary>Where the store keeps a downloaded file.</summary>
    private string OwnPath(ModelEntry entry) => Path.Combine(Folder, (entry.Weights ?? entry.Name) + ".onnx");

    private static async Task<ModelFile> VerifyAsync(ModelEntry entry, string path, CancellationToken token)
    {
        await using var stream = File.OpenRead(path);
        var digest = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, token).ConfigureAwait(false));
        if (entry.Sha256 is { } expected && !expected.Equals(digest, StringComparison.OrdinalIgnoreCase))
        {
            throw new ModelException(ModelError.WrongDigest,
                $"The weights of model '{entry.Name}' in '{path}' have SHA-256 {digest}; the list wants {expected.ToLowerInvariant()}: " +
                "delete the file to have it downloaded again, or correct the list.");
        }
        return new ModelFile(path, digest);
    }

    /// <summary>The weights embedded in this assembly: written to the folder when missing or of another version, if it is writable.</summary>
    private ModelFile Extract(ModelEntry entry)
    {
        var resource = "ImageRetrieval.Vision." + entry.File[EmbeddedScheme.Length..];
        using var stream = typeof(ModelStore).Assembly.GetManifestResourceStream(resource)
            ?? throw new ModelException(ModelError.MissingWeights, $"Model '{entry.Name}' names the embedded file '{entry.File}', which does not exist.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);

        var name = entry.Name + ".onnx";
        var digest = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (Derived.Find(name).FirstOrDefault(path => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))) == digest) is { } there)
            return new ModelFile(there, digest);
        if (Derived.PlaceFor(name) is not { } place)
            return new ModelFile(entry.File, digest) { Content = bytes };

        // Another process may do the same concurrently: each writes its own file, and the rename is atomic.
        var temporary = Path.Combine(Path.GetDirectoryName(place)!, $".{entry.Name}-{Guid.NewGuid():N}");
        File.WriteAllBytes(temporary, bytes);
        File.Move(temporary, place, overwrite: true);
        return new ModelFile(place, digest);
    }
}
