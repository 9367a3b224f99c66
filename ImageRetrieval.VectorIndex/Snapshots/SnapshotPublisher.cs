namespace ImageRetrieval.VectorIndex;

/// <summary>Writes versions into one folder, alone there while it lives.</summary>
internal sealed class SnapshotPublisher : IDisposable
{
    private readonly string _folder;
    private readonly FileStream _lock;

    /// <exception cref="IOException">Another publisher holds the folder.</exception>
    public SnapshotPublisher(string folder)
    {
        _folder = Path.GetFullPath(folder);
        Directory.CreateDirectory(_folder);
        // The system releases the lock when a process dies, so whatever temporary folder is found under it is abandoned.
        string path = Path.Combine(_folder, ".lock");
        try
        {
            _lock = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new IOException($"'{path}' is held: another publisher is at work in this folder. Try again when it is done.", e);
        }
    }

    /// <summary>Writes all files under a temporary name, then renames the folder: readers see all of it or nothing.</summary>
    public Manifest Publish(Manifest manifest, CollectedItems items, ItemOrder order, HnswGraph graph, ContextTable? context, CancellationToken token)
    {
        string temporary = SnapshotFolder.TemporaryPath(_folder, manifest.Version);
        Directory.CreateDirectory(temporary);
        try
        {
            manifest = WriteFiles(temporary, manifest, items, order, graph, context, token);
            DirectoryFlush.Flush(temporary);
            token.ThrowIfCancellationRequested();
            Directory.Move(temporary, Path.Combine(_folder, manifest.Version));
            DirectoryFlush.Flush(_folder);
            return manifest;
        }
        catch
        {
            SnapshotFolder.TryDelete(temporary);
            throw;
        }
    }

    public void Dispose() => _lock.Dispose();

    private static Manifest WriteFiles(
        string folder, Manifest manifest, CollectedItems collected, ItemOrder order, HnswGraph graph, ContextTable? context, CancellationToken token)
    {
        ManifestSection items = ItemsSection.Write(folder, collected, order);
        token.ThrowIfCancellationRequested();
        ManifestSection vectors = VectorsSection.Write(folder, graph.View.Vectors);
        token.ThrowIfCancellationRequested();
        List<ManifestSection> sections = [items, vectors];
        if (graph.View.Codes.Exist)
            sections.Add(CodesSection.Write(folder, graph.View.WholeCodes));
        if (graph.View.Projection is { } projection)
        {
            sections.Add(ProjectionSection.Write(folder, projection));
            sections.Add(ProjectedSection.Write(folder, graph.View.Codes));
        }

        token.ThrowIfCancellationRequested();
        sections.Add(GraphSection.Write(folder, graph.Storage!));
        if (context is not null)
            sections.Add(ContextSection.Write(folder, context));
        manifest = manifest with { Sections = sections };
        ManifestFile.Write(Path.Combine(folder, SnapshotFormat.ManifestName), manifest);
        return manifest;
    }
}
