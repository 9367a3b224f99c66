using ImageRetrieval.Collection.Catalog;

namespace ImageRetrieval.Worker.UrlList;

/// <summary>Chooses the reader of a list or folder.</summary>
internal static class ListReaders
{
    /// <summary>The readers of the given paths, by what each path is.</summary>
    /// <param name="paths">Full paths.</param>
    /// <param name="dataFolder">Full path; the program's own files there are not a source.</param>
    /// <param name="reading">The user's options for lists.</param>
    internal static IReadOnlyList<IImageList> Open(IEnumerable<string> paths, string dataFolder, ListReading? reading = null) =>
        [.. paths.Select(path => Open(path, dataFolder, reading ?? ListReading.Usual))];

    private static IImageList Open(string path, string dataFolder, ListReading reading)
    {
        if (Directory.Exists(path))
            return new FolderReader(path, dataFolder);
        var name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return Path.GetExtension(name).ToUpperInvariant() switch
        {
            ".JSONL" or ".NDJSON" => new JsonLinesReader(path, reading),
            ".JSON" => new JsonArrayReader(path, reading),
            ".TXT" => new PlainListReader(path, reading),
            ".PARQUET" or ".PQ" => new ParquetListReader(path, reading),
            _ => new UrlListReader(path, reading),
        };
    }
}
