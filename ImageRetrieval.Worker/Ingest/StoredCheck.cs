using ImageRetrieval.Collection;
using ImageRetrieval.Collection.Duplicates;
using ImageRetrieval.Worker.Catalog;
using ImageRetrieval.Worker.Download;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>
/// Compares, at the start of a pass, what the catalog says of the images that are there with the disk and with the
/// embeddings, and corrects the catalog: a kill or a change of models may have come between them.
/// </summary>
internal sealed class StoredCheck(ImageCatalog catalog, ImageFiles files, IReadOnlyList<LoadedModel> models, FingerprintStore fingerprints)
{
    private const int RowsAtOnce = 5000;

    private readonly HashSet<ContentKey> _there = [];
    private readonly long[] _embedded = new long[models.Count];

    /// <summary>Images whose bytes are on disk.</summary>
    internal long Downloaded { get; private set; }

    /// <summary>Images that have a fingerprint and that every model has looked at.</summary>
    internal long Indexed { get; private set; }

    /// <summary>Images that a model has embedded.</summary>
    internal long Embedded(int model) => _embedded[model];

    internal void Run(CancellationToken token)
    {
        var last = "";
        while (catalog.StoredStates(last, RowsAtOnce) is { Count: > 0 } page)
        {
            catalog.InOneTransaction(() => CheckAll(page));
            last = page[^1].ImageId;
            token.ThrowIfCancellationRequested();
        }
        _there.Clear();
    }

    private void CheckAll(IReadOnlyList<StoredState> rows)
    {
        foreach (var row in rows)
            Check(row);
    }

    private void Check(StoredState row)
    {
        if (!IsThere(row.File))
        {
            catalog.SetLost(row.ImageId);
            return;
        }
        Downloaded++;
        // What an earlier version stored has no fingerprint yet.
        var (names, wanted) = ("", !fingerprints.Contains(ContentKey.Parse(row.File.Sha256)));
        for (var i = 0; i < models.Count; i++)
        {
            wanted |= models[i].Wants(row.File.Sha256);
            if (!models[i].Vectors.Contains(row.File.Sha256))
                continue;
            _embedded[i]++;
            names = names.Length == 0 ? models[i].Name : $"{names},{models[i].Name}";
        }
        if (!wanted)
            Indexed++;
        if (wanted && row.State == ImageState.Embedded)
            catalog.SetNotYetEmbedded(row.ImageId);
        else if (!wanted && (row.State != ImageState.Embedded || row.Models != names))
            catalog.SetEmbedded(row.ImageId, row.File.Sha256, names);
    }

    // The same bytes under many ids are looked for once.
    private bool IsThere(StoredImage file)
    {
        var key = ContentKey.Parse(file.Sha256);
        if (_there.Contains(key))
            return true;
        return files.IsThere(file) && _there.Add(key);
    }
}
