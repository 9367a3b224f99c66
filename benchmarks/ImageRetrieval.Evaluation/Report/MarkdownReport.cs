using System.Globalization;
using static ImageRetrieval.Evaluation.Report.MarkdownTable;

namespace ImageRetrieval.Evaluation.Report;

/// <summary>The figures as a Markdown table, under what one must know to compare them.</summary>
internal static class MarkdownReport
{
    internal static string Write(IReadOnlyList<ResultRow> rows, EvaluationOptions options) =>
        ReportHead.Begin("Retrieval quality", Notes(rows, options)).AppendTable(rows, Columns(rows, options)).ToString();

    private static IEnumerable<string> Notes(IReadOnlyList<ResultRow> rows, EvaluationOptions options)
    {
        yield return "Each image is searched among all others of its set, itself left out. A hit is right when its label is the query's.";
        yield return string.Create(CultureInfo.InvariantCulture, $"mAP: mean average precision over the {(options.Api is null ? "whole ranking" : "answer")}. Equal scores are in random order (seed {options.Seed}).");
        if (options.Api is not null)
            yield return string.Create(CultureInfo.InvariantCulture, $"Requested over HTTP, {options.Requests} concurrent requests for {options.Count} hits each; images equal to the query byte for byte are hidden.");
        if (rows.Any(IsCutOff))
            yield return string.Create(CultureInfo.InvariantCulture, $"The sets contain more images than the {options.Count} requested hits, so mAP is truncated: hits that were not seen count as not found; 'at most' is what it would be if they came next.");
        if (options.Api is null)
            yield return string.Create(CultureInfo.InvariantCulture, $"Times are with one thread per image and {options.Models.Threads} concurrent images. Recall@10 is the HNSW graph's against exact search, for each efSearch.");
        if (rows.Any(row => row.Quality.LeftOut > 0))
            yield return "Images whose label no other image has are not queries, but can be found.";
    }

    private static IEnumerable<Column<ResultRow>> Columns(IReadOnlyList<ResultRow> rows, EvaluationOptions options)
    {
        yield return new("set", row => row.Set.Name, Right: false);
        yield return new("model", row => row.Model, Right: false);
        yield return new("dimension", row => Text(row.Dimension));
        yield return new("images / labels", row => $"{Text(row.Set.Images.Count)} / {Text(row.Set.LabelCount)}");
        yield return new("queries", row => Text(row.Quality.Queries));
        if (rows.Any(row => row.Unreadable > 0))
            yield return new("unreadable", row => Text(row.Unreadable));
        yield return new("mAP", row => Text(row.Quality.MeanAveragePrecision.Lower, "F4"));
        yield return new("mAP at most", row => IsCutOff(row) ? Text(row.Quality.MeanAveragePrecision.Upper, "F4") : null);
        yield return new("precision@10", row => Text(row.Quality.PrecisionAt10, "F4"));
        yield return new("recall@1", row => Text(row.Quality.RecallAt1, "F4"));
        for (var i = 0; i < options.EfSearch.Count; i++)
        {
            var place = i;
            yield return new(string.Create(CultureInfo.InvariantCulture, $"ef {options.EfSearch[i]}"), row => Text(row.IndexRecalls?[place], "F4"));
        }
        yield return new("decode ms", row => Text(row.DecodeMs, "F1"));
        yield return new("embed ms", row => Text(row.EmbedMs, "F1"));
        yield return new("request ms", row => Text(row.RequestMs, "F1"));
    }

    private static bool IsCutOff(ResultRow row) => row.Quality.MeanAveragePrecision.Upper > row.Quality.MeanAveragePrecision.Lower;
}
