using ImageRetrieval.Collection.Catalog;

namespace ImageRetrieval.Worker.Download;

/// <summary>The result of a download.</summary>
/// <param name="Bytes">The image; null when the server reports that it has not changed. The receiver disposes it.</param>
/// <param name="Validators">For the next conditional request.</param>
internal sealed record DownloadedBytes(ReceivedBytes? Bytes, Validators Validators);
