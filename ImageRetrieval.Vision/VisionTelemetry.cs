using System.Diagnostics;
using System.Diagnostics.Metrics;
using ImageRetrieval.Vision.Embedding;

namespace ImageRetrieval.Vision;

/// <summary>The metrics of decoding and inference, in the meter <c>ImageRetrieval.Vision</c>.</summary>
internal static class VisionTelemetry
{
    private static readonly Meter s_meter = new("ImageRetrieval.Vision");

    private static readonly Histogram<double> s_decode =
        s_meter.CreateHistogram<double>("vision.decode.duration", "s", "Decoding and resizing of one image, by format.");

    private static readonly Histogram<double> s_inference =
        s_meter.CreateHistogram<double>("vision.inference.duration", "s", "One embedding, by model and provider.");

    private static readonly UpDownCounter<long> s_pixels =
        s_meter.CreateUpDownCounter<long>("vision.decode.pixels_in_flight", "{pixel}", "Pixels of the images that are being decoded.");

    private static readonly Histogram<int> s_batch =
        s_meter.CreateHistogram<int>("vision.inference.batch.size", "{image}", "Images of one run, by model and provider; only where calls are batched.");

    static VisionTelemetry()
    {
        s_meter.CreateObservableUpDownCounter("vision.inference.queue.length", LoadedModels.QueueLengths, "{image}", "Images that wait for their run, alone or in a batch, by model and provider.");
        s_meter.CreateObservableUpDownCounter("vision.models.loaded", LoadedModels.Counts, "{model}", "Loaded models, by model and the provider that runs them.");
    }

    internal static void Decoded(string format, long started) =>
        s_decode.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>("format", format));

    internal static void Inferred(string model, string provider, long started) =>
        s_inference.Record(
            Stopwatch.GetElapsedTime(started).TotalSeconds,
            new KeyValuePair<string, object?>("model", model),
            new KeyValuePair<string, object?>("provider", provider));

    /// <summary>Counts a model as loaded until the result is disposed.</summary>
    internal static IDisposable Loaded(string model, string provider, Func<int> queueLength) => LoadedModels.Add(model, provider, queueLength);

    internal static void Batched(string model, string provider, int images) =>
        s_batch.Record(images, new KeyValuePair<string, object?>("model", model), new KeyValuePair<string, object?>("provider", provider));

    internal static void PixelsInFlight(long change) => s_pixels.Add(change);
}
