using System.Globalization;
using ImageRetrieval.IndexBenchmark.Engines;
using ImageRetrieval.IndexBenchmark.Report;

namespace ImageRetrieval.IndexBenchmark.Measures;

/// <summary>Speed at equal recall first, then exact search, then all points, and the plot.</summary>
internal static class CurvePart
{
    public static void Run(Workbench bench, MarkdownReport report)
    {
        IReadOnlyList<Curve> curves = CurveMeasurement.Take(bench);
        var exact = bench.Engines.Where(engine => engine.IsExact).Select(engine => engine.Name).ToHashSet();
        Curve[] graphs = [.. curves.Where(curve => !exact.Contains(curve.Engine))];
        WriteRatios(report, graphs);
        WriteEqualEf(report, graphs, bench.Options.EfSearch);
        WriteExact(report, [.. curves.Where(curve => exact.Contains(curve.Engine))]);
        WritePlot(bench, report, curves);
        foreach (Curve curve in graphs)
            WritePoints(report, curve, bench.Options.K);
    }

    private static void WriteRatios(MarkdownReport report, Curve[] curves)
    {
        if (curves.Length == 0)
            return;
        report.Section("At equal recall", $"Queries a CPU second; between measured points the logarithm of the speed is linear over recall. A dash: that recall lies outside of what was measured.");
        report.Columns(["engine", .. CurveMeasurement.Targets.SelectMany(t => (string[])[$"QPS at {t:F2}:", $"{EngineList.Reference} = 1:", "efSearch:", "distance evaluations:"])]);
        Curve? reference = curves.FirstOrDefault(curve => curve.Engine == EngineList.Reference);
        foreach (Curve curve in curves)
            report.Row([curve.Engine, .. CurveMeasurement.Targets.SelectMany(target => Cells(curve.At(target), reference?.At(target)))]);
    }

    private static string?[] Cells(CurvePoint? point, CurvePoint? reference) =>
    [
        MarkdownReport.Number(point?.QueriesPerSecond),
        MarkdownReport.Number(point?.QueriesPerSecond / reference?.QueriesPerSecond, 2),
        MarkdownReport.Number(point?.Ef),
        MarkdownReport.Number(point?.Evaluations),
    ];

    private static void WriteEqualEf(MarkdownReport report, Curve[] curves, IReadOnlyList<int> efs)
    {
        if (curves.FirstOrDefault(curve => curve.Engine == EngineList.Reference) is not { } reference)
            return;
        int[] shared = [.. efs.Where(ef => curves.All(curve => Find(curve, ef) is not null))];
        if (shared.Length == 0)
            return;
        report.Section("Recall at equal efSearch", $"The difference to {EngineList.Reference} in parentheses.");
        report.Columns(["engine", .. shared.Select(ef => $"{ef}:")]);
        foreach (Curve curve in curves)
            report.Row([curve.Engine, .. shared.Select(ef => Difference(Find(curve, ef)!.Recall, Find(reference, ef)!.Recall))]);
    }

    private static CurvePoint? Find(Curve curve, int ef) => curve.Points.FirstOrDefault(point => point.Ef == ef);

    private static string Difference(double recall, double reference) =>
        string.Create(CultureInfo.InvariantCulture, $"{recall:F4} ({recall - reference:+0.0000;-0.0000;0.0000})");

    private static void WriteExact(MarkdownReport report, Curve[] curves)
    {
        if (curves.Length == 0)
            return;
        double? reference = curves.FirstOrDefault(curve => curve.Engine == EngineList.ScanReference)?.Points[0].QueriesPerSecond;
        report.Section("Exact search");
        report.Columns("engine", "recall:", "queries a CPU second:", $"{EngineList.ScanReference} = 1:");
        foreach ((string engine, IReadOnlyList<CurvePoint> points) in curves)
        {
            double speed = points[0].QueriesPerSecond;
            report.Row(engine, MarkdownReport.Number(points[0].Recall, 4), MarkdownReport.Number(speed), MarkdownReport.Number(speed / reference, 2));
        }
    }

    private static void WritePlot(Workbench bench, MarkdownReport report, IReadOnlyList<Curve> curves)
    {
        if (bench.Options.OutFile is not { } file)
            return;
        string plot = Path.ChangeExtension(file, ".svg");
        File.WriteAllText(plot, SvgPlot.Draw($"{bench.Set.Count} x {bench.Set.Dimension}, k = {bench.Options.K}", curves));
        report.Section("Recall and speed");
        report.Line($"");
        report.Line($"![Recall and queries a CPU second of each engine]({Path.GetFileName(plot)})");
    }

    private static void WritePoints(MarkdownReport report, Curve curve, int k)
    {
        report.Section(curve.Engine);
        report.Columns("efSearch:", $"recall@{k}:", "queries a CPU second:", "distance evaluations a query:");
        foreach (CurvePoint point in curve.Points)
            report.Row(MarkdownReport.Number(point.Ef), MarkdownReport.Number(point.Recall, 4), MarkdownReport.Number(point.QueriesPerSecond), MarkdownReport.Number(point.Evaluations));
    }
}
