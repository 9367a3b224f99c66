using System.Globalization;

namespace ImageRetrieval.Worker.Status;

/// <summary>A moment of a run as one line for people.</summary>
internal static class ProgressText
{
    private const int BarCells = 20;

    /// <summary>As much of it as fits, the most important first.</summary>
    /// <param name="now">The moment.</param>
    /// <param name="width">Columns, at least that of the bar and the percentage, which are always shown.</param>
    internal static string Of(IngestStatus now, int width)
    {
        var line = "";
        foreach (var part in Parts(now))
        {
            if (line.Length > 0 && line.Length + 2 + part.Length > width)
                break;
            line = line.Length == 0 ? part : $"{line}, {part}";
        }
        return line;
    }

    private static IEnumerable<string> Parts(IngestStatus now)
    {
        var done = now.Indexed + now.Failed;
        var share = now.Total == 0 ? 0 : (double)done / now.Total;
        yield return Text($"{Bar(share)} {Math.Floor(100 * share):0} %");
        yield return Text($"{done} of {now.Total} rows");
        if (now.State == "publishing")
            yield return "building the index";
        else if (now.Paused)
            yield return "paused";
        else if (now.Waiting is { } waiting)
            yield return char.ToLowerInvariant(waiting[0]) + waiting[1..].TrimEnd('.');
        else if (now.EtaSeconds is { } seconds)
            yield return Text($"{TimeSpan.FromSeconds(Math.Ceiling(seconds)):g} left");
        yield return Text($"{now.ImagesPerSecond:0.0}/s");
        yield return Text($"{now.Failed} failed");
        yield return Text($"{now.Downloaded} downloaded");
        yield return now.List ?? "";
    }

    private static string Bar(double share)
    {
        var full = (int)(share * BarCells);
        return new string('█', full) + new string('░', BarCells - full);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
