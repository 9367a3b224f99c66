using ImageRetrieval.Collection.Catalog;
using Parquet;
using Parquet.Schema;

namespace ImageRetrieval.Worker.UrlList;

/// <summary>
/// Reads a Parquet list, as img2dataset and LAION have them, one row group after another: its memory is that of one group.
/// Columns of lists, structures and bytes are left out. The row's number is used as the line.
/// </summary>
internal sealed class ParquetListReader(string path, ListReading? reading = null) : IImageList
{
    private readonly ListReading _reading = reading ?? ListReading.Usual;

    public string Path => path;

    public ListFingerprint Fingerprint() => ListFile.Fingerprint(path, _reading);

    public IEnumerable<(ImageSource? Source, RejectedRow? Rejected)> Read()
    {
        using var file = ListFile.Open(path);
        var before = StampOf(file);
        using var rows = ReadAsync(file).ToBlockingEnumerable().GetEnumerator();
        for (var number = 1L; TryNext(rows, number); number++)
            yield return rows.Current;
        if (StampOf(file) != before)
            throw new UrlListException($"The list '{path}' was changed while it was being read. The rows read earlier are kept; the list is read again when it is no longer changing.");
    }

    private static (long, DateTime) StampOf(FileStream file) => (RandomAccess.GetLength(file.SafeFileHandle), File.GetLastWriteTimeUtc(file.SafeFileHandle));

    private bool TryNext(IEnumerator<(ImageSource?, RejectedRow?)> rows, long number)
    {
        try
        {
            return rows.MoveNext();
        }
        catch (UrlListException)
        {
            throw;
        }
#pragma warning disable CA1031 // the library throws what its decoders happen to meet in damaged bytes: index, format, cast, overflow
        catch (Exception error)
#pragma warning restore CA1031
        {
            throw new UrlListException($"The list '{path}' is not a complete Parquet file: it cannot be read beyond row {number} ({error.Message}). Write the list again; the rows read earlier are kept.", error);
        }
    }

    private async IAsyncEnumerable<(ImageSource?, RejectedRow?)> ReadAsync(FileStream file)
    {
        await using var parquet = await ParquetReader.CreateAsync(file, leaveStreamOpen: true);
        var fields = Fields(parquet.Schema);
        var columns = ListColumns.Find(path, fields.Select(field => field.Name), _reading);
        Log.ListColumns(_reading.Logger, path, columns.UrlName, columns.Id < 0 ? "are derived from the URLs" : $"in '{columns.IdName}'");
        var row = new ListRow(System.IO.Path.GetFileName(path), columns.UrlName, columns.IdName);
        var number = 0L;
        for (var group = 0; group < parquet.RowGroupCount; group++)
        {
            using var rows = parquet.OpenRowGroupReader(group);
            var values = new string?[fields.Count][];
            for (var i = 0; i < fields.Count; i++)
                values[i] = await ParquetColumn.ReadAsync(rows, fields[i]);
            for (var i = 0; i < rows.RowCount; i++)
                yield return ReadRow(row, ++number, columns, values, i);
        }
    }

    private List<DataField> Fields(ParquetSchema schema)
    {
        var fields = schema.Fields.OfType<DataField>().Where(ParquetColumn.IsSingle).ToList();
        if (schema.Fields.Except(fields).Select(field => field.Name).ToList() is { Count: > 0 } others)
            Log.ColumnsLeftOut(_reading.Logger, path, string.Join(", ", others));
        return fields;
    }

    private static (ImageSource?, RejectedRow?) ReadRow(ListRow row, long number, ListColumns columns, string?[][] values, int index)
    {
        string Value(int column) => values[column][index]?.Trim() ?? "";
        var metadata = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < values.Length; i++)
        {
            if (columns.IsMetadata(i) && Value(i) is { Length: > 0 } value)
                metadata[columns.Names[i]] = value;
        }
        return row.Check(number, Value(columns.Url), columns.Id < 0 ? null : Value(columns.Id), metadata.Count == 0 ? ImageSource.NoMetadata : metadata);
    }
}
