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

    internal static bool IsHeldHere(string path) => s_heldHere.ContainsKey(path);

    public void Dispose()
    {
        s_heldHere.TryRemove(Path, out _);
        _lock.Dispose();
    }
}
