using ImageRetrieval.VectorIndex;
using ImageRetrieval.Worker.Ingest;

namespace ImageRetrieval.Worker.Publish;

/// <summary>
/// The published snapshots of one model. A new one is made beside them, in <c>snapshots/.staging</c>, where no reader looks,
/// and moved among them when it has passed its check.
/// </summary>
internal sealed class SnapshotShelf(string snapshotsFolder, string model)
{
    private const int VersionDigits = 8;
    private const string CondemnedPrefix = ".tmp-";

    private readonly string _folder = Path.Combine(snapshotsFolder, model);
    private readonly string _staging = Path.Combine(snapshotsFolder, ".staging", model);

    /// <summary>The manifest of the newest snapshot; null when there is none that can be read, which publishing mends.</summary>
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

    /// <summary>Makes a snapshot where nobody sees it.</summary>
    /// <returns>What it is; its folder is <see cref="Staged"/>.</returns>
    internal Manifest Stage(SnapshotBuilder builder, CancellationToken token)
    {
        if (Directory.Exists(_staging))
            Directory.Delete(_staging, recursive: true);
        OwnFolder.CreateBelow(Path.GetDirectoryName(snapshotsFolder)!, _staging);
        // The next version's name is the one after all that are there: no name is ever used twice.
        if (Names().LastOrDefault() is { } last)
            Directory.CreateDirectory(Path.Combine(_staging, last));
        return builder.Publish(_staging, 0, null, token);
    }

    /// <summary>The folder of a staged version.</summary>
    internal string Staged(string version) => Path.Combine(_staging, version);

    /// <summary>Moves a staged snapshot among the published ones, by one rename.</summary>
    internal void Admit(string version)
    {
        OwnFolder.CreateBelow(Path.GetDirectoryName(snapshotsFolder)!, _folder);
        Directory.Move(Staged(version), Path.Combine(_folder, version));
    }

    /// <summary>Removes all but the newest snapshot and a number before it, and what an interrupted run left.</summary>
    internal void RemoveOlder(int keepPrevious)
    {
        TryDelete(_staging);
        var versions = SnapshotFolder.Versions(_folder);
        foreach (var version in versions.Take(Math.Max(0, versions.Count - 1 - keepPrevious)))
            TryCondemn(version);
        foreach (var condemned in Directory.EnumerateDirectories(_folder, CondemnedPrefix + "*"))
            TryDelete(condemned);
    }

    private IEnumerable<string> Names() => !Directory.Exists(_folder) ? [] :
        Directory.EnumerateDirectories(_folder).Select(path => Path.GetFileName(path)).Where(name => name.Length == VersionDigits && name.All(char.IsAsciiDigit)).Order(StringComparer.Ordinal);

    // Renamed before it is deleted, file by file: no reader finds a version with half its files.
    private void TryCondemn(string version)
    {
        try
        {
            Directory.Move(Path.Combine(_folder, version), Path.Combine(_folder, $"{CondemnedPrefix}{version}-{Guid.NewGuid():N}"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Windows does not move what is mapped; the next publication will.
        }
    }

    private static void TryDelete(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Left for the next publication, for the same reason.
        }
    }
}
