using System.IO.MemoryMappedFiles;

namespace ImageRetrieval.VectorIndex;

/// <summary>A memory-mapped file, read-only. Pages are loaded when they are accessed.</summary>
internal sealed unsafe class MappedFile : IDisposable
{
    private readonly MemoryMappedViewAccessor _accessor;
    private bool _disposed;

    public MappedFile(string path)
    {
        Path = path;
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        Length = stream.Length;
        // The view outlives the mapping object, and an empty file cannot be mapped.
        if (Length < SectionHeader.Length)
            throw new SnapshotException(
                SnapshotFault.Damaged,
                $"'{path}' has {Length} bytes; its header alone has {SectionHeader.Length}: rebuild the index.");
        using var mapping = MemoryMappedFile.CreateFromFile(
            stream, mapName: null, capacity: 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        _accessor = mapping.CreateViewAccessor(0, Length, MemoryMappedFileAccess.Read);
        byte* pointer = null;
        _accessor.SafeMemoryMappedViewHandle.AcquirePointer(ref pointer);
        Pointer = pointer + _accessor.PointerOffset;
    }

    public string Path { get; }

    public long Length { get; }

    /// <summary>The first byte; on a page boundary. Valid until this is disposed.</summary>
    public byte* Pointer { get; }

    /// <summary>Bytes of the file; a range outside it is reported as damage.</summary>
    public ReadOnlySpan<byte> Bytes(long offset, long length)
    {
        if (offset < 0 || length < 0 || length > int.MaxValue || offset > Length - length)
            throw Damaged(offset, $"{length} bytes are expected there, and the file has {Length}");
        return new ReadOnlySpan<byte>(Pointer + offset, (int)length);
    }

    /// <summary>For a file that searches access randomly.</summary>
    public void AdviseHugePages() => PageAdvice.HugePages(Pointer, Length);

    /// <summary>Releases the memory of the pages accessed so far; they are loaded again on the next access.</summary>
    public void Forget() => PageAdvice.Forget(Pointer, Length);

    public SnapshotException Damaged(long offset, string what) =>
        new(SnapshotFault.Damaged, $"'{Path}' is damaged at offset {offset}: {what}. Rebuild the index.");

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _accessor.SafeMemoryMappedViewHandle.ReleasePointer();
        _accessor.Dispose();
    }
}
