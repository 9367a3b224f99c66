using System.Globalization;
using ImageRetrieval.Evaluation.Edits;
using ImageRetrieval.Evaluation.Report;
using static ImageRetrieval.Evaluation.Report.MarkdownTable;

namespace ImageRetrieval.Evaluation.Duplicates;

/// <summary>The tables of found copies: over all edits, and by edit.</summary>
internal static class DuplicateReport
{
    internal static string Write(IReadOnlyList<DuplicateRow> rows, DuplicateOptions options)
    {
        var text = ReportHead.Begin("Copies that are found", Notes(rows, options)).AppendTable(rows, Columns());
        foreach (var set in rows.Where(row => row.Counted == CountedPairs.CopyAndPicture).GroupBy(row => row.Copies.Set))
        {
            text.Append(CultureInfo.InvariantCulture, $"\nRecall by edit, {set.Key}, pairs of a copy and a picture:\n\n");
            text.AppendTable([.. Enumerable.Range(0, AllEdits.List.Count)], EditColumns([.. set]));
        }
        return text.ToString();
    }

    private static IEnumerable<string> Notes(IReadOnlyList<DuplicateRow> rows, DuplicateOptions options)
    {
        foreach (var copies in rows.Select(row => row.Copies).Distinct())
            yield return string.Create(CultureInfo.InvariantCulture, $"{copies.Set}: {copies.Edited} pictures x {AllEdits.List.Count} edits, hidden among {copies.Pictures.Count - copies.Edited * AllEdits.List.Count} pictures of the set (seed {options.Report.Seed}; unreadable: {copies.Unreadable}). {copies.Twins.Count} pictures are in the set twice already (aligned correlation of at least {KnownTwins.LeastAligned}, perceptual hashes that differ by at most {KnownTwins.MostHashDistance} bits): such two count as one picture.");
        yield return "Pairs: of a copy and a picture of the set, or of all pictures, edited or not. A pair is right when both are, or were made of, the same picture. Precision: share of the pairs that are called copies and are right. Recall: share of the edits that are paired with their original.";
        yield return string.Create(CultureInfo.InvariantCulture, $"Scores: at the threshold with the most recall at a precision of at least {DuplicateEvaluation.Precision}, found on these very pairs. The product's rule has fixed thresholds.");
    }

    private static IEnumerable<Column<DuplicateRow>> Columns() =>
    [
        new("set", row => row.Copies.Set, Right: false),
        new("pairs", row => row.Counted == CountedPairs.All ? "all" : "copy and picture", Right: false),
        new("score", row => row.Score, Right: false),
        new("model", row => row.Model, Right: false),
        new("recall", row => Text(row.Found.Recall, "F3")),
        new("precision", row => Text(row.Found.Precision, "F3")),
        new("threshold", row => double.IsNaN(row.Found.Threshold) ? null : Text(Math.Abs(row.Found.Threshold), "0.###")),
    ];

    private static IEnumerable<Column<int>> EditColumns(IReadOnlyList<DuplicateRow> rows) =>
    [
        new("edit", edit => AllEdits.List[edit].Name, Right: false),
        .. rows.Select(row => new Column<int>(row.Model is null ? row.Score : $"{row.Score}, {row.Model}", edit => Text(row.Found.ByEdit[edit], "F2"))),
    ];
}
