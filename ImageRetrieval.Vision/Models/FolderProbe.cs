namespace ImageRetrieval.Vision.Models;

/// <summary>Finds out whether a folder can be written by writing: permissions, mounts and quotas have too many ways to say no.</summary>
internal static class FolderProbe
{
    /// <summary>Makes the folder when it is absent. Null when a file could be written, else the system's reason.</summary>
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
