using ImageRetrieval.Worker.Catalog;

namespace ImageRetrieval.Worker.Download;

/// <summary>What a download brought.</summary>
/// <param name="Bytes">The image; null when the server says that it has not changed. The receiver disposes it.</param>
/// <param name="Validators">What to ask with the next time.</param>
internal sealed record Download(ReceivedBytes? Bytes, Validators Validators);
