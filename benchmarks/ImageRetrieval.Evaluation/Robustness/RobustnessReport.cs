using System.Globalization;
using ImageRetrieval.Evaluation.Report;
using static ImageRetrieval.Evaluation.Report.MarkdownTable;

namespace ImageRetrieval.Evaluation.Robustness;

/// <summary>The report of a folder: Markdown, and with <c>--out</c> a chart next to it.</summary>
internal static class RobustnessReport
{
    /// <exception cref="EvaluationException">The folder's pictures cannot be used, or the report cannot be written.</exception>
    internal static async Task RunAsync(RobustnessOptions options, TextWriter output, CancellationToken token)
    {
        var result = await RobustnessTest.RunAsync(options, token);
        var chart = options.Report.OutFile is { } file ? Path.ChangeExtension(file, ".svg") : null;
        await options.Report.WriteAsync(Write(result, chart is null ? null : Path.GetFileName(chart)), output, token);
        if (chart is not null)
            await ReportOptions.WriteFileAsync(chart, RobustnessChart.Draw(result), token);
    }

    /// <param name="result">The figures.</param>
    /// <param name="chart">The name of the chart's file, next to the report; null for none.</param>
    internal static string Write(RobustnessResult result, string? chart)
    {
        var text = ReportHead.Begin("Robustness", Notes(result));
        text.AppendTable([.. Enumerable.Range(0, result.Models.Count)], SummaryColumns(result));
        if (chart is not null)
            text.Append(CultureInfo.InvariantCulture, $"\n![Share of edited pictures whose original is the first hit, by edit and model]({Uri.EscapeDataString(chart)})\n");
        text.Append("\nBy edit, hit@1 / hit@10 / MRR:\n\n");
        return text.AppendTable([.. Enumerable.Range(0, result.Edits.Count)], EditColumns(result)).ToString();
    }

    private static IEnumerable<string> Notes(RobustnessResult result)
    {
        var originals = result.Originals;
        yield return string.Create(CultureInfo.InvariantCulture, $"Pictures: '{result.Folder}', {result.Found} files with a picture's name; {originals.Paths.Count} different pictures at random are the collection, and {result.Edited} of them were edited.");
        yield return string.Create(CultureInfo.InvariantCulture, $"Unreadable files: {originals.Unreadable}. Files left out as exact copies of others: {originals.Copies}.");
        yield return "hit@1: share of edited pictures whose original is the most similar of all; hit@10: whose original is among the first ten; MRR: mean of 1 / place. By cosine; a picture that is as close as the original counts as closer.";
        yield return "Pictures larger than 1,600 pixels were reduced to that before they were edited. Pictures of the folder that are themselves edits of one another lower all figures.";
    }

    private static IEnumerable<Column<int>> SummaryColumns(RobustnessResult result) =>
    [
        new("model", model => result.Models[model], Right: false),
        new("hit@1", model => Text(result.Mean(model).HitAt1, "F3")),
        new("hit@10", model => Text(result.Mean(model).HitAt10, "F3")),
        new("MRR", model => Text(result.Mean(model).MeanReciprocalRank, "F3")),
        new("weakest edit (hit@1)", model => Weakest(result, model), Right: false),
    ];

    private static string Weakest(RobustnessResult result, int model)
    {
        var weakest = Enumerable.Range(0, result.Edits.Count).MinBy(edit => result.Counts[edit][model].HitAt1);
        return string.Create(CultureInfo.InvariantCulture, $"{result.Edits[weakest].Name} ({result.Counts[weakest][model].HitAt1:F3})");
    }

    private static IEnumerable<Column<int>> EditColumns(RobustnessResult result) =>
    [
        new("edit", edit => result.Edits[edit].Name, Right: false),
        new("what it does", edit => result.Edits[edit].Description, Right: false),
        .. result.Models.Select((name, model) => new Column<int>(name, edit => Figures(result.Counts[edit][model]))),
    ];

    private static string Figures(FoundAgain found) =>
        string.Create(CultureInfo.InvariantCulture, $"{found.HitAt1:F3} / {found.HitAt10:F3} / {found.MeanReciprocalRank:F3}");
}
