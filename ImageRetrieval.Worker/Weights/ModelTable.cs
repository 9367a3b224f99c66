using System.Globalization;
using ImageRetrieval.Vision.Models;
using Spectre.Console;

namespace ImageRetrieval.Worker.Weights;

/// <summary>All models as a table: with lines in a terminal, as plain columns elsewhere.</summary>
internal static class ModelTable
{
    internal static Table Of(ModelList list, ModelStore store, bool isTerminal)
    {
        var table = new Table { Border = isTerminal ? TableBorder.Rounded : TableBorder.None };
        table.AddColumns("model", "licence", "dimension", "size", "weights");
        foreach (var entry in list.Models)
            table.AddRow([.. Row(entry, [.. list.PartsOf(entry).Select(part => (part.Entry, store.Look(part.Entry)))]).Select(cell => new Text(cell))]);
        return table;
    }

    private static string[] Row(ModelEntry entry, IReadOnlyList<(ModelEntry Entry, WeightsStatus Status)> files)
    {
        var sizes = files.Select(file => file.Status.State == WeightsState.There ? file.Status.Bytes : file.Entry.Size).ToList();
        var weights = files.Count == 1 ? State(files[0].Status) : string.Join("; ", files.Select(file => $"{file.Entry.Name} {State(file.Status)}"));
        return [entry.Name, entry.Licence, entry.Dimension.ToString(CultureInfo.InvariantCulture), sizes.Contains(null) ? "-" : Megabytes(sizes.Sum() ?? 0), weights];
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
