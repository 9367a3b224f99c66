using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Vision.Decoding;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>The reasons for decoding errors.</summary>
internal static class DecodeReasons
{
    internal static FailureReason Of(ImageDecodeError error) => error switch
    {
        ImageDecodeError.Empty => FailureReason.Empty,
        ImageDecodeError.TooManyBytes => FailureReason.TooLarge,
        ImageDecodeError.NotAnImage => FailureReason.NotAnImage,
        ImageDecodeError.UnsupportedFormat => FailureReason.UnsupportedFormat,
        ImageDecodeError.TooManyPixels => FailureReason.TooManyPixels,
        ImageDecodeError.Truncated => FailureReason.Truncated,
        _ => FailureReason.Corrupt,
    };
}
