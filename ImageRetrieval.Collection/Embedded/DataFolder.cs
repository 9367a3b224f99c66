using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Collection.Embedded;

/// <summary>The data folder, held by at most one writing process.</summary>
internal sealed class DataFolder : IDisposable
{
    // The system's lock does not distinguish this process from others.
    private static readonly ConcurrentDictionary<string, bool> s_heldHere = new(StringComparer.Ordinal);

    private readonly FileStream _lock;

    /// <exception cref="OptionsValidationException">The folder cannot be created, or another Worker uses it.</exception>
    public DataFolder(IOptions<DataOptions> options)
    {
        Layout = new(options.Value.FullPath);
        _lock = TryLock(Layout, out var reason) ?? throw new OptionsValidationException(nameof(DataOptions), typeof(DataOptions), [reason]);
        s_heldHere[Layout.Folder] = true;
    }

    /// <summary>The names in the folder.</summary>
    internal DataLayout Layout { get; }

    /// <summary>
    /// Whether the lock that this process holds is still the file at its path: opening it a second time then fails, as it would
    /// for a second Worker. When it succeeds, or finds nothing, the folder is another one.
    /// </summary>
    internal bool IsHeld
    {
        get
        {
            try
            {
                using var another = new FileStream(Layout.Lock, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                return false;
            }
            catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
            {
                return false;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                return File.Exists(Layout.Lock);
            }
        }
    }

    /// <summary>Creates a folder below the data folder, which itself is never created again: when it is gone, it was moved or removed.</summary>
    /// <exception cref="DirectoryNotFoundException">The data folder is gone.</exception>
    internal static void CreateBelow(DataLayout layout, string folder)
    {
        if (!Directory.Exists(layout.Folder))
            throw new DirectoryNotFoundException($"The data folder '{layout.Folder}' no longer exists.");
        Directory.CreateDirectory(folder);
    }

    /// <summary>Whether this process holds the folder.</summary>
    internal static bool IsHeldHere(DataLayout layout) => s_heldHere.ContainsKey(layout.Folder);

    /// <summary>Creates the folder if it is missing and locks it for this process; null, with a sentence, when that is impossible.</summary>
    internal static FileStream? TryLock(DataLayout layout, out string reason)
    {
        try
        {
            reason = "";
            Directory.CreateDirectory(layout.Folder);
            // The system releases the lock when the process ends, in whatever way.
            return new FileStream(layout.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            reason = $"Data:Folder '{layout.Folder}' cannot be used: it is in use by another Worker, or is not writable ({error.Message}). Stop the other Worker, or choose another folder with --data.";
            return null;
        }
    }

    public void Dispose()
    {
        s_heldHere.TryRemove(Layout.Folder, out _);
        _lock.Dispose();
    }
}
