using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Collection.Embedded.Duplicates;
using ImageRetrieval.Collection.Embedded.Images;
using ImageRetrieval.Collection.Embedded.Vectors;

namespace ImageRetrieval.Collection.Embedded.Catalog;

/// <summary>
/// Compares the catalog's information about stored images with the disk, the embeddings and the fingerprints, and corrects the
/// catalog. Used once.
/// </summary>
/// <param name="catalog">What is checked.</param>
/// <param name="files">The stored bytes.</param>
/// <param name="models">Each model with its embeddings and the contents that have none.</param>
/// <param name="fingerprints">The fingerprints.</param>
internal sealed class StoredCheck(ImageCatalog catalog, ImageFiles files, IReadOnlyList<(string Name, EmbeddingSegmentStore Embeddings, IReadOnlySet<string> Without)> models, FingerprintStore fingerprints)
{
    private const int RowsAtOnce = 5000;

    private readonly HashSet<ContentKey> _there = [];
    private readonly long[] _embedded = new long[models.Count];
    private long _downloaded, _indexed;

    internal StoredCounts Run(CancellationToken token)
    {
        var last = "";
        while (catalog.StoredStates(last, RowsAtOnce) is { Count: > 0 } page)
        {
            catalog.InOneTransaction(() => CheckAll(page));
            last = page[^1].ImageId;
            token.ThrowIfCancellationRequested();
        }
        return new(_downloaded, _indexed, _embedded);
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
        _downloaded++;
        // Images stored by an earlier version have no fingerprint yet.
        var (names, wanted) = ("", !fingerprints.Contains(ContentKey.Parse(row.File.Sha256)));
        for (var i = 0; i < models.Count; i++)
        {
            if (!models[i].Embeddings.Contains(row.File.Sha256))
            {
                wanted |= !models[i].Without.Contains(row.File.Sha256);
                continue;
            }
            _embedded[i]++;
            names = names.Length == 0 ? models[i].Name : $"{names},{models[i].Name}";
        }
        if (!wanted)
            _indexed++;
        if (wanted && row.State == ImageState.Embedded)
            catalog.SetNotYetEmbedded(row.ImageId);
        else if (!wanted && (row.State != ImageState.Embedded || row.Models != names))
            catalog.SetEmbedded(row.ImageId, row.File.Sha256, names);
    }

    // The same bytes of many ids are checked once.
    private bool IsThere(StoredImage file)
    {
        var key = ContentKey.Parse(file.Sha256);
        if (_there.Contains(key))
            return true;
        return files.IsThere(file) && _there.Add(key);
    }
}
