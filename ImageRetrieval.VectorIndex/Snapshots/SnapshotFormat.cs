namespace ImageRetrieval.VectorIndex;

/// <summary>The constants of docs/snapshot-format.md; a test compares that document with real files.</summary>
public static class SnapshotFormat
{
    /// <summary>The only format that this build writes and reads.</summary>
    public const int Version = 3;

    internal const string ManifestName = "manifest.json";
    internal const string ItemsName = "items";
    internal const string VectorsName = "vectors";
    internal const string CodesName = "codes";
    internal const string ProjectionName = "projection";
    internal const string ProjectedName = "projected";
    internal const string GraphName = "graph";
    internal const string ContextName = "context";

    /// <summary>The prefix of unfinished folders and of folders to be deleted; readers ignore them.</summary>
    internal const string TemporaryPrefix = ".tmp-";

    internal const int MaxVersionNumber = 99_999_999;

    internal static string VersionName(int number) =>
        number.ToString("D8", System.Globalization.CultureInfo.InvariantCulture);

    internal static SnapshotException Unsupported(string path, int version) => new(
        SnapshotFault.UnsupportedFormat,
        $"'{path}' is format {version}; this build reads {Version}: rebuild the index.");

    internal static void CheckPlatform()
    {
        // Sections are used in place, so the processor's byte order must be the file's.
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("Snapshots are little-endian and need a little-endian processor.");
    }
}
