using System.Threading.Channels;
using ImageRetrieval.Collection;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>Distinguishes errors that one row caused from those of the disk, the store and the program's end, which concern no single image.</summary>
internal static class RowTrouble
{
    /// <summary>Whether only the row fails: the others are not concerned.</summary>
    internal static bool IsOfOneRow(Exception error) =>
        error is not (OperationCanceledException or IOException or UnauthorizedAccessException or CollectionException or ChannelClosedException or OutOfMemoryException);

    /// <summary>What the catalog and /status show about it.</summary>
    internal static string Describe(Exception error) => $"An unexpected error occurred ({error.GetType().Name}: {error.Message}); the log has the details.";
}
