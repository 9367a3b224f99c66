namespace ImageRetrieval.Vision.Models;

/// <summary>Tests whether a folder is writable by writing to it: permissions, mounts and quotas cannot be checked reliably otherwise.</summary>
internal static class FolderProbe
{
    /// <summary>Creates the folder if necessary. Null when a file could be written, otherwise the system's reason.</summary>
    internal static string? WhyNotWritable(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            using var file = new FileStream(Path.Combine(folder, $".probe-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            file.WriteByte(0);
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return error.Message;
        }
    }
}
