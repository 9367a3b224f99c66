using System.ComponentModel.DataAnnotations;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>The configuration section <c>Data</c>: where everything is kept.</summary>
internal sealed class DataOptions : IValidatableObject
{
    internal const string Section = "Data";

    /// <summary>The file that the one Worker of a data folder holds.</summary>
    internal const string LockName = "worker.lock";

    /// <summary>The data folder; made when it is absent. Option <c>--data</c>.</summary>
    [Required(ErrorMessage = "Data:Folder is empty: give the data folder with --data ./data.")]
    public string Folder { get; set; } = "data";

    internal string FullPath => Path.GetFullPath(Folder);

    // Asked at the start, so that the program says in a sentence why it cannot.
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (DataFolder.IsHeldHere(FullPath))
            yield break;
        if (TryLock(out var reason) is { } held)
            held.Dispose();
        else
            yield return new ValidationResult(reason);
    }

    /// <summary>Makes the folder where it is absent and takes it for this process; null, with a sentence, when that cannot be.</summary>
    internal FileStream? TryLock(out string reason)
    {
        try
        {
            reason = "";
            Directory.CreateDirectory(FullPath);
            // The system lets go of the lock when the process ends, however it ends.
            return new FileStream(Path.Combine(FullPath, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            reason = $"Data:Folder '{FullPath}' cannot be used: another Worker is at work in it, or it cannot be written ({error.Message}). Stop the other one, or choose another folder with --data.";
            return null;
        }
    }
}
