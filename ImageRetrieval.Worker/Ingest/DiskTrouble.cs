using ImageRetrieval.Collection;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>Distinguishes failures of the store and of the data folder's disk, which may be temporary, from all others.</summary>
internal static class DiskTrouble
{
    /// <summary>What is wrong and the remedy; null when the store is not the cause.</summary>
    internal static string? Describe(Exception error) => error switch
    {
        AggregateException { InnerException: { } inner } => Describe(inner),
        CollectionException { Fault: CollectionFault.Unavailable } unavailable => unavailable.Message,
        UnauthorizedAccessException denied => $"The data folder is not writable ({denied.Message}): give the Worker write access, or use another folder with --data.",
        IOException io when io.HResult == NoSpace => "The disk of the data folder is full: free some space, and the run resumes.",
        IOException io => $"A file in the data folder cannot be read or written: {io.Message}",
        _ => null,
    };

    // ENOSPC on Unix, ERROR_DISK_FULL on Windows.
    private static int NoSpace => OperatingSystem.IsWindows() ? unchecked((int)0x80070070) : 28;
}
