using System.Globalization;

namespace ImageRetrieval.Collection.Embedded;

/// <summary>The data folder of the embedded engine: the only place where its names are defined (ARCHITECTURE.md, "On disk"), but for that of the weights, which Vision stores.</summary>
/// <param name="Folder">Full path of the data folder.</param>
internal sealed record DataLayout(string Folder)
{
    /// <summary>The catalog: one row for each image source.</summary>
    internal string Catalog => In("catalog.db");

    /// <summary>Held by the only Worker that uses the folder.</summary>
    internal string Lock => In("worker.lock");

    /// <summary>The Worker's progress report, replaced every second.</summary>
    internal string Status => In("status.json");

    /// <summary>Downloaded bytes.</summary>
    internal string Images => In("images");

    /// <summary>Cached thumbnails.</summary>
    internal string Thumbnails => In("thumbnails");

    /// <summary>Embeddings, a folder for each space.</summary>
    internal string Vectors => In("vectors");

    /// <summary>Fingerprints, a folder for each way of making them.</summary>
    internal string Fingerprints => In("fingerprints");

    /// <summary>Published snapshots, a folder for each model.</summary>
    internal string Snapshots => In("snapshots");

    /// <summary>The published snapshots of one model.</summary>
    internal string SnapshotsOf(string model) => Path.Combine(Snapshots, model);

    /// <summary>The version of a model's snapshots that stays in use although there are newer ones; absent while the newest is used.</summary>
    internal string PinOf(string model) => Path.Combine(SnapshotsOf(model), "pinned");

    /// <summary>The published duplicates of one model.</summary>
    internal string DuplicatesOf(string model) => Path.Combine(Folder, "duplicates", model + ".pairs");

    /// <summary>The published map of one model.</summary>
    internal string MapOf(string model) => Path.Combine(Folder, "maps", model + ".map");

    /// <summary>The file of downloaded bytes.</summary>
    /// <param name="sha256">Their digest, 64 lower-case hexadecimal digits.</param>
    /// <param name="extension">With its dot.</param>
    internal string ImageOf(string sha256, string extension) => Path.Combine(Images, sha256[..2], sha256[2..] + extension);

    /// <summary>The file of a thumbnail.</summary>
    /// <param name="sha256">Digest of the original's bytes, 64 lower-case hexadecimal digits.</param>
    /// <param name="size">Longer side in pixels.</param>
    /// <param name="extension">With its dot.</param>
    internal string ThumbnailOf(string sha256, int size, string extension) =>
        Path.Combine(Thumbnails, sha256[..2], string.Create(CultureInfo.InvariantCulture, $"{sha256[2..]}-{size}{extension}"));

    private string In(string name) => Path.Combine(Folder, name);
}
