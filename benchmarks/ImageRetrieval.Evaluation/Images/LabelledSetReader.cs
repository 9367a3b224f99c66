using CsvHelper;

namespace ImageRetrieval.Evaluation.Images;

/// <summary>Reads a CSV with a column <c>id</c>, one of files and one of labels; others are ignored.</summary>
internal static class LabelledSetReader
{
    private const int MaxRecordBytes = 1 << 20;

    /// <exception cref="EvaluationException">The file cannot be read, lacks a column, or has a row that is wrong.</exception>
    internal static LabelledSet Read(string path, string? root, ListColumns? columns = null)
    {
        columns ??= ListColumns.Default;
        var folder = root ?? Path.GetDirectoryName(Path.GetFullPath(path))!;
        try
        {
            using var csv = CsvReader.FromFile(path, new CsvReaderOptions
            {
                TrimWhitespace = true,
                TrackLineNumbers = true,
                MaxRecordSize = MaxRecordBytes,
                OnMalformedRecord = record => Refuse(path, record),
            });
            var images = ReadRows(csv, Columns(csv.Headers, columns, path), path, folder).ToList();
            return images.Count > 1
                ? new LabelledSet(NameOf(path), images)
                : throw new EvaluationException($"The list '{path}' has {images.Count} images; at least 2 are needed to search one among the others.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CsvFormatException)
        {
            throw new EvaluationException($"The list '{path}' cannot be read: {error.Message}", error);
        }
    }

    private static IEnumerable<LabelledImage> ReadRows(CsvReader csv, int[] columns, string path, string folder)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (csv.Read())
        {
            if (csv.FieldCount <= columns.Max())
                throw new EvaluationException($"The list '{path}', line {csv.LineNumber}: the row has {csv.FieldCount} columns; at least {columns.Max() + 1} are needed.");
            var (id, file, label) = (csv.GetString(columns[0]).Trim(), csv.GetString(columns[1]).Trim(), csv.GetString(columns[2]).Trim());
            if (id.Length == 0 || file.Length == 0)
                throw new EvaluationException($"The list '{path}', line {csv.LineNumber}: the column '{csv.Headers[id.Length == 0 ? columns[0] : columns[1]].Trim()}' is empty.");
            if (!seen.Add(id))
                throw new EvaluationException($"The list '{path}', line {csv.LineNumber}: the id '{id}' is also in an earlier row; ids must be unique.");
            yield return new LabelledImage(id, Path.Combine(folder, FileOf(file)), label);
        }
    }

    // A list that is indexed by its URLs can be evaluated by the files behind them.
    private static string FileOf(string value) => Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
        ? Uri.UnescapeDataString(address.AbsolutePath).TrimStart('/')
        : value;

    private static int[] Columns(IReadOnlyList<string> headers, ListColumns columns, string path)
    {
        string[] wanted = [ListColumns.Id, columns.Path, columns.Label];
        var names = headers.Select(header => header.Trim()).ToList();
        var places = Array.ConvertAll(wanted, column => names.FindIndex(name => name.Equals(column, StringComparison.OrdinalIgnoreCase)));
        var missing = wanted.Where((_, i) => places[i] < 0).ToList();
        return missing.Count == 0
            ? places
            : throw new EvaluationException($"The list '{path}' has no column '{string.Join("', '", missing)}': its columns are '{string.Join("', '", names)}'.");
    }

    private static void Refuse(string path, CsvMalformedRecord record) =>
        throw new EvaluationException($"The list '{path}', record {record.RecordNumber} (the header is 1), is not valid CSV: {record.Reason}.");

    private static string NameOf(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        return name == "images" ? Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path))) ?? name : name;
    }
}
