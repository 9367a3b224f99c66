using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Worker.Download;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>The bytes of a source, from its server or from this machine.</summary>
internal sealed class SourceReader(ImageDownloader downloader, LocalFiles local, FailureLog failures)
{
    /// <exception cref="DownloadFailure">No image was received.</exception>
    internal async Task<DownloadedBytes> ReadAsync(CatalogImage image, CancellationToken token)
    {
        try
        {
            return FileUrl.Is(image.Source.Url)
                ? new DownloadedBytes(await local.ReadAsync(image.Source.Url, token), default)
                : await downloader.DownloadAsync(image.Source.Url, image.IsRefresh ? image.Validators : default, token);
        }
        catch (Exception error) when (error is not DownloadFailure && RowTrouble.IsOfOneRow(error))
        {
            failures.Unexpected(image.Source, error);
            throw new DownloadFailure(FailureReason.Unexpected, true, RowTrouble.Describe(error), inner: error);
        }
    }
}
