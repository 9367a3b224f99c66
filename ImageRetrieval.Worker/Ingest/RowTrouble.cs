using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>Tells errors that one row brought about from those of the disk, the catalog and the program's end, which are nobody's image.</summary>
internal static class RowTrouble
{
    /// <summary>Whether only the row is to be given up: the others are not concerned.</summary>
    internal static bool IsOfOneRow(Exception error) =>
        error is not (OperationCanceledException or IOException or UnauthorizedAccessException or SqliteException or ChannelClosedException or OutOfMemoryException);

    /// <summary>What the catalog and /status tell of it.</summary>
    internal static string Describe(Exception error) => $"The program met an error that it did not expect ({error.GetType().Name}: {error.Message}); its log has more.";
}
