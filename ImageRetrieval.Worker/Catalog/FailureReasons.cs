using System.Text.Json;
using ImageRetrieval.Vision.Decoding;

namespace ImageRetrieval.Worker.Catalog;

/// <summary>The names of reasons in the catalog and in <c>/status</c>, and the reasons that stand for decoding errors.</summary>
internal static class FailureReasons
{
    private static readonly Dictionary<FailureReason, string> s_names =
        Enum.GetValues<FailureReason>().ToDictionary(reason => reason, reason => JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString()).Replace("http3", "http_3", StringComparison.Ordinal).Replace("http4", "http_4", StringComparison.Ordinal).Replace("http5", "http_5", StringComparison.Ordinal));

    internal static string Name(this FailureReason reason) => s_names[reason];

    internal static bool IsName(string name) => s_names.ContainsValue(name);

    internal static FailureReason From(ImageDecodeError error) => error switch
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
