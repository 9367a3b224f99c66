using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Worker.Download;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>An image on its way from the download to the models. Its row travels with it, so a result cannot reach another picture.</summary>
/// <param name="Image">The row of the catalog.</param>
/// <param name="File">What is stored.</param>
/// <param name="Bytes">The same in memory; null for what an earlier run downloaded, which is read when its turn comes.</param>
internal sealed record FetchedImage(CatalogImage Image, StoredImage File, ReceivedBytes? Bytes) : IDisposable
{
    /// <summary>Whether this run downloaded it: what was stored before has been counted already.</summary>
    internal bool IsNew => Bytes is not null;

    public void Dispose() => Bytes?.Dispose();
}
