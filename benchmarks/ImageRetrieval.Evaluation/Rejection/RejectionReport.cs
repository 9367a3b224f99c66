using System.Globalization;
using ImageRetrieval.Evaluation.Report;
using static ImageRetrieval.Evaluation.Report.MarkdownTable;

namespace ImageRetrieval.Evaluation.Rejection;

/// <summary>The rejection curves as tables.</summary>
internal static class RejectionReport
{
    private static readonly double[] s_falseAlarms = [0.01, 0.02, 0.05, 0.1, 0.2];

    internal static string Write(IReadOnlyList<RejectionRow> rows, RejectionOptions options)
    {
        var text = ReportHead.Begin("\"Nothing similar here\"", Notes(options)).AppendTable(rows, Columns());
        text.Append("\nThe curve: share of absent queries that are rejected, when the cut is moved until a given share of the present ones is.\n\n");
        return text.AppendTable([.. rows.SelectMany(row => new[] { (row, "distinction", row.Distinction), (row, "cosine", row.Cosine) })], CurveColumns()).ToString();
    }

    private static IEnumerable<string> Notes(RejectionOptions options) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"SPLIT: a third of each label are queries that are not in the collection, three times, so that each image is a query once (seed {options.Report.Seed}). It is asked of the collection ('present'), and of the collection without all images of its label ('absent')."),
        "Distinction: mean over the three best hits of their cosine less half of that hit's mean cosine to its own ten nearest. The product's cut is the value that 5 % of the collection's own images lie below; a query below it is rejected. Both are the product's code.",
        "AUC: probability that an absent query has the smaller value of one of each; 0.5 is chance.",
    ];

    private static IEnumerable<Column<RejectionRow>> Columns() =>
    [
        new("set", row => row.Set, Right: false),
        new("model", row => row.Model, Right: false),
        new("present / absent queries", row => $"{Text(row.Distinction.Present.Count)} / {Text(row.Distinction.Absent.Count)}"),
        new("absent rejected at the product's cut", row => Text(row.AbsentRejected, "F3")),
        new("false alarms there", row => Text(row.PresentRejected, "F3")),
        new("absent rejected at 5 % false alarms", row => Text(row.Distinction.RejectedAt(0.05), "F3")),
        new("AUC", row => Text(row.Distinction.AreaUnderCurve(), "F3")),
        new("AUC of the cosine", row => Text(row.Cosine.AreaUnderCurve(), "F3")),
    ];

    private static IEnumerable<Column<(RejectionRow Row, string Name, Statistics Statistics)>> CurveColumns() =>
    [
        new("set", line => line.Row.Set, Right: false),
        new("model", line => line.Row.Model, Right: false),
        new("statistic", line => line.Name, Right: false),
        .. s_falseAlarms.Select(share => new Column<(RejectionRow Row, string Name, Statistics Statistics)>(
            string.Create(CultureInfo.InvariantCulture, $"at {100 * share:0} %"), line => Text(line.Statistics.RejectedAt(share), "F3"))),
    ];
}
