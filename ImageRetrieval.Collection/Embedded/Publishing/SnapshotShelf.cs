using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Collection.Embedded.Publishing;

/// <summary>
/// The published snapshots of one model. A new one is built next to them, in <c>snapshots/.staging</c>, where no reader looks,
/// and moved among them when it has passed its check.
/// </summary>
internal sealed class SnapshotShelf(DataLayout layout, string model)
{
    private readonly string _folder = layout.SnapshotsOf(model);
    private readonly string _staging = Path.Combine(layout.Snapshots, ".staging", model);

    /// <summary>The manifest of the newest snapshot; null when there is none that can be read, which publishing repairs.</summary>
    internal Manifest? Newest()
    {
        if (!SnapshotFolder.TryFindLatest(_folder, out var path))
            return null;
        try
        {
            using var snapshot = Snapshot.Open(path, verify: false);
            return snapshot.Manifest;
        }
        catch (SnapshotException)
        {
            return null;
        }
    }

    /// <summary>The newest snapshot, verified, to continue from; null when it is of another space or graph, or cannot be read.</summary>
    internal Snapshot? OpenNewest(string space, HnswOptions options)
    {
        if (Newest() is not { } newest || newest.EmbeddingSpace != space || !SnapshotFolder.TryFindLatest(_folder, out var path))
            return null;
        if ((newest.M, newest.EfConstruction, newest.Seed, newest.Codes) != (options.M, options.EfConstruction, options.Seed, options.Codes))
            return null;
        try
        {
            return Snapshot.Open(path);
        }
        catch (SnapshotException)
        {
            return null;
        }
    }

    /// <summary>Builds a snapshot where no reader sees it.</summary>
    /// <returns>What it is; its folder is <see cref="Staged"/>.</returns>
    internal Manifest Stage(SnapshotBuilder builder, CancellationToken token)
    {
        if (Directory.Exists(_staging))
            Directory.Delete(_staging, recursive: true);
        DataFolder.CreateBelow(layout, _staging);
        return builder.Stage(_staging, _folder, null, token);
    }

    /// <summary>The folder of a staged version.</summary>
    internal string Staged(string version) => Path.Combine(_staging, version);

    /// <summary>Moves a staged snapshot to the published ones, by one rename.</summary>
    internal void Admit(string version)
    {
        DataFolder.CreateBelow(layout, _folder);
        SnapshotFolder.Admit(_staging, version, _folder);
    }

    /// <summary>Removes what is staged.</summary>
    internal void RemoveStaged()
    {
        try
        {
            if (Directory.Exists(_staging))
                Directory.Delete(_staging, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Windows does not delete what is mapped; the next publication will.
        }
    }

    /// <summary>Whether a version is published.</summary>
    internal bool Has(string version) => SnapshotFolder.Versions(_folder).Contains(version);

    /// <summary>Removes all except the newest snapshot, a number of previous ones and the pinned one, and what an interrupted run left.</summary>
    internal void Prune(int keepPrevious)
    {
        RemoveStaged();
        SnapshotFolder.Prune(_folder, keepPrevious, new SnapshotPin(layout, model).Read());
    }
}
