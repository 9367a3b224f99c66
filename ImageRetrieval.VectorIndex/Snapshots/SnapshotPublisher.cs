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
    public Manifest Publish(Func<string, Manifest> describe, CollectedItems items, ItemOrder order, HnswGraph graph, ContextTable? context, CancellationToken token)
    {
        string version = SnapshotFormat.VersionName(SnapshotFolder.NextNumber(_folder));
        string temporary = TemporaryPath(version);
        Directory.CreateDirectory(temporary);
        try
        {
            Manifest manifest = WriteFiles(temporary, describe(version), items, order, graph, context, token);
            DirectoryFlush.Flush(temporary);
            token.ThrowIfCancellationRequested();
            Directory.Move(temporary, Path.Combine(_folder, version));
            DirectoryFlush.Flush(_folder);
            return manifest;
        }
        catch
        {
            TryDelete(temporary);
            throw;
        }
    }

    /// <summary>Removes all but the newest version and <paramref name="keepPrevious"/> before it, and abandoned temporary folders.</summary>
    public void RemoveOlder(int keepPrevious)
    {
        IReadOnlyList<string> versions = SnapshotFolder.Versions(_folder);
        for (int i = 0; i < versions.Count - 1 - keepPrevious; i++)
            TryCondemn(versions[i]);
        foreach (string abandoned in Directory.EnumerateDirectories(_folder, SnapshotFormat.TemporaryPrefix + "*"))
            TryDelete(abandoned);
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
            sections.Add(CodesSection.Write(folder, SnapshotFormat.CodesName, graph.View.WholeCodes));
        if (graph.View.Projection is { } projection)
        {
            sections.Add(ProjectionSection.Write(folder, projection));
            sections.Add(CodesSection.Write(folder, SnapshotFormat.ProjectedName, graph.View.Codes));
        }

        token.ThrowIfCancellationRequested();
        sections.Add(GraphSection.Write(folder, graph.Storage!));
        if (context is not null)
            sections.Add(ContextSection.Write(folder, context));
        manifest = manifest with { Sections = sections };
        ManifestFile.Write(Path.Combine(folder, SnapshotFormat.ManifestName), manifest);
        return manifest;
    }

    // Renamed before it is deleted, file by file: no reader finds a version with half its files.
    private void TryCondemn(string version)
    {
        string condemned = TemporaryPath(version);
        try
        {
            Directory.Move(Path.Combine(_folder, version), condemned);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Windows does not move what is mapped; the next publisher will.
        }
    }

    private static void TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Left for the next publisher, for the same reason.
        }
    }

    private string TemporaryPath(string version) =>
        Path.Combine(_folder, $"{SnapshotFormat.TemporaryPrefix}{version}-{Guid.NewGuid():N}");
}
