using System.Diagnostics;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Preprocessing;

namespace ImageRetrieval.DecodeFuzz;

/// <summary>The decoder's three calls on one image, timed, with everything that must not come out of them.</summary>
internal sealed class DecodeCalls
{
    private const double MaxSeconds = 2;
    private const int ThumbnailSide = 256;
    private static readonly DecodeGeometry s_geometry = new(ResizeRule.ShorterSideCrop, 256, 224, ApplyOrientation: true);

    private readonly ImageDecoder _decoder = new();

    internal List<string> Failures { get; } = [];

    internal SlowestCall Slowest { get; private set; } = new(0, 0, "", 0, "");

    /// <summary>The outcome of the whole decode: <c>decoded</c> or the error.</summary>
    internal string Run(byte[] image, int number, string kind)
    {
        var where = (number, kind);
        Try(where, "ReadInfo", () => _decoder.ReadInfo(image) is { Width: > 0, Height: > 0 });
        var outcome = Try(where, "Decode", () => _decoder.Decode(image, s_geometry).Rgb.Length == 224 * 224 * 3);
        Try(where, "CreateThumbnail", () => _decoder.CreateThumbnail(image, ThumbnailSide).Length > 0);
        return outcome;
    }

    private string Try((int Number, string Kind) where, string call, Func<bool> isRight)
    {
        var cpu = Environment.CpuUsage.TotalTime;
        var clock = Stopwatch.StartNew();
        var outcome = "decoded";
        try
        {
            if (!isRight())
                Fail(where, call, "gave a result of the wrong size");
        }
        catch (ImageDecodeException refused)
        {
            outcome = refused.Error.ToString();
        }
        // Any other exception is what this program searches for.
#pragma warning disable CA1031
        catch (Exception wrong)
#pragma warning restore CA1031
        {
            outcome = wrong.GetType().Name;
            Fail(where, call, $"threw {wrong.GetType().Name}: {wrong.Message}");
        }
        Time(where, call, clock.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
        return outcome;
    }

    private void Time((int Number, string Kind) where, string call, double seconds, double cpuSeconds)
    {
        if (seconds > Slowest.WallSeconds)
            Slowest = new(seconds, cpuSeconds, call, where.Number, where.Kind);
        if (seconds > MaxSeconds)
            Fail(where, call, FormattableString.Invariant($"took {seconds:F2} s ({cpuSeconds:F2} s of CPU)"));
    }

    private void Fail((int Number, string Kind) where, string call, string what) =>
        Failures.Add($"image {where.Number} ({where.Kind}): {call} {what}");
}
