namespace ImageRetrieval.VectorIndex;

/// <summary>The constants of docs/snapshot-format.md; a test holds that text against real files.</summary>
public static class SnapshotFormat
{
    /// <summary>The format that this build writes, and the only one that it reads.</summary>
    public const int Version = 3;

    internal const string ManifestName = "manifest.json";
    internal const string ItemsName = "items";
    internal const string VectorsName = "vectors";
    internal const string CodesName = "codes";
    internal const string ProjectionName = "projection";
    internal const string ProjectedName = "projected";
    internal const string GraphName = "graph";
    internal const string ContextName = "context";

    /// <summary>Names of unfinished or condemned folders begin so; no reader looks at them.</summary>
    internal const string TemporaryPrefix = ".tmp-";

    internal const int MaxVersionNumber = 99_999_999;

    internal static string VersionName(int number) =>
        number.ToString("D8", System.Globalization.CultureInfo.InvariantCulture);

    internal static SnapshotException Unsupported(string path, int version) => new(
        SnapshotFault.UnsupportedFormat,
        $"'{path}' is format {version}; this build reads {Version}: rebuild the index.");

    internal static void CheckPlatform()
    {
        // Sections are used in place, as they lie in the file.
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("Snapshots are little-endian and need a little-endian processor.");
    }
}
