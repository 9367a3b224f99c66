using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>The data folder, held by one Worker at a time.</summary>
internal sealed class DataFolder : IDisposable
{
    // The system's lock does not tell this process from another one.
    private static readonly ConcurrentDictionary<string, bool> s_heldHere = new(StringComparer.Ordinal);

    private readonly FileStream _lock;

    /// <exception cref="OptionsValidationException">The folder cannot be made, or another Worker is at work in it.</exception>
    public DataFolder(IOptions<DataOptions> options)
    {
        Path = options.Value.FullPath;
        _lock = options.Value.TryLock(out var reason) ?? throw new OptionsValidationException(nameof(DataOptions), typeof(DataOptions), [reason]);
        s_heldHere[Path] = true;
    }

    internal string Path { get; }

    /// <summary>
    /// Whether the lock that this process holds is still the file at its path: a second opening then fails, as it would for
    /// a second Worker. When it succeeds, or finds nothing, the folder is another one.
    /// </summary>
    internal bool IsHeld
    {
        get
        {
            var path = System.IO.Path.Combine(Path, DataOptions.LockName);
            try
            {
                using var another = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                return false;
            }
            catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
            {
                return false;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                return File.Exists(path);
            }
        }
    }

    internal static bool IsHeldHere(string path) => s_heldHere.ContainsKey(path);

    public void Dispose()
    {
        s_heldHere.TryRemove(Path, out _);
        _lock.Dispose();
    }
}
