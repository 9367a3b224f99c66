using ImageRetrieval.IndexBenchmark.Data;

namespace ImageRetrieval.IndexBenchmark.Engines;

/// <summary>The rows of a set as a file for child processes, made when the first of them asks, and gone at the end.</summary>
internal sealed class ChildFiles(VectorSet set) : IDisposable
{
    private readonly Lazy<string> _folder = new(() => Directory.CreateTempSubdirectory("imageretrieval-").FullName);
    private string? _rows;

    public VectorSet Set => set;

    /// <summary>Unit rows, the queries behind them.</summary>
    public string Rows => _rows ??= WriteRows();

    /// <summary>Where a child writes the rows that it found.</summary>
    public string Answers(string engine) => Path.Combine(_folder.Value, engine + ".i32");

    public void Dispose()
    {
        if (_folder.IsValueCreated)
            Directory.Delete(_folder.Value, recursive: true);
    }

    private string WriteRows()
    {
        string file = Path.Combine(_folder.Value, "rows.f32");
        RawFile.Write(file, set.All);
        return file;
    }
}
