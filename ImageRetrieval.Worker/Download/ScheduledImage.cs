using ImageRetrieval.Collection.Catalog;

namespace ImageRetrieval.Worker.Download;

/// <summary>An image that was handed out, with the queue that waits for its result.</summary>
/// <param name="Image">The row of the catalog.</param>
/// <param name="Queue">The queue of its host.</param>
/// <param name="Tries">Attempts that failed in this pass.</param>
internal sealed record ScheduledImage(CatalogImage Image, HostQueue Queue, int Tries);
