namespace ImageRetrieval.Vision.Embedding;

/// <summary>An ONNX graph to load: a file, or bytes in memory when no folder is writable.</summary>
internal sealed class GraphFile
{
    private GraphFile(string? path, ReadOnlyMemory<byte> bytes, long length) => (Path, Bytes, Length) = (path, bytes, length);

    /// <summary>The file; null when the graph is in memory.</summary>
    internal string? Path { get; }

    /// <summary>The graph, when it is in memory.</summary>
    internal ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Bytes of the graph.</summary>
    internal long Length { get; }

    internal static GraphFile At(string path) => new(path, default, new FileInfo(path).Length);

    internal static GraphFile Of(ReadOnlyMemory<byte> bytes) => new(null, bytes, bytes.Length);

    /// <summary>For messages.</summary>
    public override string ToString() => Path is null ? $"{Length} bytes in memory" : $"'{Path}'";
}
