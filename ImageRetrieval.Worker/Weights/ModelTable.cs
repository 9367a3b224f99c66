using System.Globalization;
using ImageRetrieval.Vision.Models;

namespace ImageRetrieval.Worker.Weights;

/// <summary>All models as lines of text, in columns.</summary>
internal static class ModelTable
{
    internal static IEnumerable<string> Lines(ModelList list, ModelStore store)
    {
        var rows = list.Models.Select(entry => Row(entry, store.Look(entry)))
            .Prepend(["model", "licence", "dimension", "size", "weights"])
            .ToList();
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        return rows.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }

    private static string[] Row(ModelEntry entry, WeightsStatus status)
    {
        long? size = status.State == WeightsState.There ? status.Bytes : entry.Size;
        return [entry.Name, entry.Licence, entry.Dimension.ToString(CultureInfo.InvariantCulture), size is { } bytes ? Megabytes(bytes) : "-", State(status)];
    }

    private static string State(WeightsStatus status) => status.State switch
    {
        WeightsState.BuiltIn => "built in",
        WeightsState.There => $"there: {status.Path}",
        WeightsState.PartlyDownloaded => $"partly downloaded ({Megabytes(status.Bytes)})",
        _ => "not downloaded",
    };

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB");
}
