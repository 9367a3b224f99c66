using ImageRetrieval.Collection.Catalog;

namespace ImageRetrieval.Worker.Download;

/// <summary>An image that was handed out, with the queue to which it is to be reported.</summary>
/// <param name="Image">The row of the catalog.</param>
/// <param name="Queue">Its host's.</param>
/// <param name="Tries">Tries that failed in this pass.</param>
internal sealed record ScheduledImage(CatalogImage Image, HostQueue Queue, int Tries);
