using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Collection.Images;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Worker.Download;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>Keeps bytes that are an image.</summary>
internal sealed class ImageKeeper(IImageStore images, ImageDecoder decoder, FailureLog failures)
{
    /// <exception cref="ImageDecodeException">The header is not that of a supported image.</exception>
    /// <exception cref="DownloadFailure">The program met an unexpected error.</exception>
    internal async ValueTask<KeptImage> KeepAsync(CatalogImage image, ReceivedBytes bytes, CancellationToken token)
    {
        try
        {
            var info = decoder.ReadInfo(bytes.Span);
            return await images.KeepAsync(bytes.Memory, info.Extension, info.Width, info.Height, token);
        }
        catch (Exception error) when (error is not ImageDecodeException && RowTrouble.IsOfOneRow(error))
        {
            failures.Unexpected(image.Source, error);
            throw new DownloadFailure(FailureReason.Unexpected, true, RowTrouble.Describe(error), inner: error);
        }
    }
}
