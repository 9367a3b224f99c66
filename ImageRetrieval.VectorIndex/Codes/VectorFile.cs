using Microsoft.Win32.SafeHandles;

namespace ImageRetrieval.VectorIndex;

/// <summary>Reads single rows of float32 vectors from a file that is not mapped. Thread-safe.</summary>
internal sealed unsafe class VectorFile(string path, long firstRow, int rowBytes) : IDisposable
{
    private readonly SafeFileHandle _file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, FileOptions.RandomAccess);

    // Invariant: destination has room for the row.
    public void Read(int node, void* destination)
    {
        var row = new Span<byte>(destination, rowBytes);
        long offset = firstRow + ((long)node * rowBytes);
        while (!row.IsEmpty)
        {
            int read = RandomAccess.Read(_file, row, offset);
            if (read == 0)
                throw new SnapshotException(SnapshotFault.Damaged, $"'{path}' ends at offset {offset}, inside the vector of node {node}. Rebuild the index.");
            row = row[read..];
            offset += read;
        }
    }

    public void Dispose() => _file.Dispose();
}
