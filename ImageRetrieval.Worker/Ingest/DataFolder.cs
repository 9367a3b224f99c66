using Microsoft.Extensions.Options;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>The data folder, held by one Worker at a time.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream _lock;

    /// <exception cref="OptionsValidationException">The folder cannot be made, or another Worker is at work in it.</exception>
    public DataFolder(IOptions<DataOptions> options)
    {
        Path = options.Value.FullPath;
        try
        {
            Directory.CreateDirectory(Path);
            // The system lets go of the lock when the process ends, however it ends.
            _lock = new FileStream(System.IO.Path.Combine(Path, "worker.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new OptionsValidationException(nameof(DataOptions), typeof(DataOptions),
                [$"Data:Folder '{Path}' cannot be used: another Worker is at work in it, or it cannot be written ({error.Message}). Stop the other one, or choose another folder with --data."]);
        }
    }

    internal string Path { get; }

    public void Dispose() => _lock.Dispose();
}
