using System.Globalization;
using System.Xml.Linq;
using ImageRetrieval.IndexBenchmark.Measures;

namespace ImageRetrieval.IndexBenchmark.Report;

/// <summary>Curves as an SVG: recall from 0.8 to 1 to the right, queries a second upwards on a logarithmic scale.</summary>
/// <remarks>No fonts or styles from elsewhere; text and grid follow the reader's light or dark setting.</remarks>
internal static class SvgPlot
{
    private const double LeastRecall = 0.8;
    private const double Left = 80;
    private const double Top = 50;
    private const double Width = 520;
    private const double Height = 360;
    private const double LegendLeft = Left + Width + 24;
    private const int LegendLine = 24;

    private const string Style =
        """
        text { font: 13px system-ui, sans-serif; fill: #333; }
        .title { font-size: 16px; font-weight: 600; }
        .ground { fill: #fff; }
        .grid { stroke: #ddd; }
        .frame { stroke: #888; fill: none; }
        .curve { fill: none; stroke-width: 2; }
        @media (prefers-color-scheme: dark) { text { fill: #ddd; } .ground { fill: #16181c; } .grid { stroke: #363a42; } }
        """;

    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    // Readable on white and on black; the dashes tell them apart without colours.
    private static readonly (string Color, string Dashes)[] s_lines =
    [
        ("#2a78d6", "none"), ("#d9480f", "none"), ("#2f9e44", "none"), ("#c2255c", "6 3"), ("#7950f2", "6 3"),
        ("#1098ad", "6 3"), ("#b08900", "2 3"), ("#868e96", "2 3"), ("#a61e4d", "2 3"), ("#5c940d", "10 3"),
    ];

    /// <param name="title">What was searched.</param>
    /// <param name="curves">One line each; a curve of one point is a dot. Points of less recall than 0.8 are left out.</param>
    public static string Draw(string title, IReadOnlyList<Curve> curves)
    {
        Curve[] visible = [.. curves.Select(curve => curve with { Points = [.. curve.Points.Where(point => point.Recall >= LeastRecall)] })];
        (int low, int high) = Decades(visible);
        var svg = new XElement(
            s_svg + "svg",
            new XAttribute("viewBox", "0 0 800 470"),
            new XAttribute("role", "img"),
            Element("title", title),
            Element("style", Style),
            Element("rect", null, ("class", "ground"), ("width", "800"), ("height", "470")),
            Text(Left, 28, title, "start", "title"),
            Grid(low, high),
            visible.Select((curve, i) => Line(curve, s_lines[i % s_lines.Length], low, high)),
            visible.Select((curve, i) => Legend(curve.Engine, s_lines[i % s_lines.Length], i)));
        return svg.ToString() + "\n";
    }

    private static (int Low, int High) Decades(Curve[] curves)
    {
        double[] speeds = [.. curves.SelectMany(curve => curve.Points).Select(point => point.QueriesPerSecond)];
        if (speeds.Length == 0)
            return (0, 1);
        int low = (int)Math.Floor(Math.Log10(speeds.Min()));
        return (low, Math.Max(low + 1, (int)Math.Ceiling(Math.Log10(speeds.Max()))));
    }

    private static IEnumerable<XElement> Grid(int low, int high)
    {
        for (int step = 0; step <= 4; step++)
        {
            double recall = LeastRecall + step * 0.05;
            yield return Segment(X(recall), Top, X(recall), Top + Height);
            yield return Text(X(recall), Top + Height + 20, recall.ToString("F2", CultureInfo.InvariantCulture), "middle");
        }

        for (int decade = low; decade <= high; decade++)
        {
            double y = Y(Math.Pow(10, decade), low, high);
            yield return Segment(Left, y, Left + Width, y);
            yield return Text(Left - 8, y + 4, Math.Pow(10, decade).ToString("#,0.###", CultureInfo.InvariantCulture), "end");
        }

        yield return Element("rect", null, ("class", "frame"), ("x", Of(Left)), ("y", Of(Top)), ("width", Of(Width)), ("height", Of(Height)));
        yield return Text(Left + Width / 2, Top + Height + 44, "recall", "middle");
        XElement upwards = Text(0, 0, "queries a CPU second", "middle");
        upwards.Add(new XAttribute("transform", $"translate(20 {Of(Top + Height / 2)}) rotate(-90)"));
        yield return upwards;
    }

    private static IEnumerable<XElement> Line(Curve curve, (string Color, string Dashes) line, int low, int high)
    {
        string points = string.Join(' ', curve.Points.Select(point => $"{Of(X(point.Recall))},{Of(Y(point.QueriesPerSecond, low, high))}"));
        yield return Element("polyline", null, ("class", "curve"), ("stroke", line.Color), ("stroke-dasharray", line.Dashes), ("points", points));
        foreach (CurvePoint point in curve.Points)
        {
            XElement dot = Element("circle", null, ("fill", line.Color), ("r", "3"), ("cx", Of(X(point.Recall))), ("cy", Of(Y(point.QueriesPerSecond, low, high))));
            dot.Add(Element("title", string.Create(CultureInfo.InvariantCulture, $"{curve.Engine}: efSearch {point.Ef}, recall {point.Recall:F4}, {point.QueriesPerSecond:F0} a second")));
            yield return dot;
        }
    }

    private static IEnumerable<XElement> Legend(string engine, (string Color, string Dashes) line, int index)
    {
        double y = Top + 12 + index * LegendLine;
        yield return Element("line", null, ("class", "curve"), ("stroke", line.Color), ("stroke-dasharray", line.Dashes), ("x1", Of(LegendLeft)), ("y1", Of(y)), ("x2", Of(LegendLeft + 28)), ("y2", Of(y)));
        yield return Text(LegendLeft + 36, y + 4, engine, "start");
    }

    private static double X(double recall) => Left + (recall - LeastRecall) / (1 - LeastRecall) * Width;

    private static double Y(double speed, int low, int high) => Top + Height * (1 - (Math.Log10(speed) - low) / (high - low));

    private static XElement Segment(double x1, double y1, double x2, double y2) =>
        Element("line", null, ("class", "grid"), ("x1", Of(x1)), ("y1", Of(y1)), ("x2", Of(x2)), ("y2", Of(y2)));

    private static XElement Text(double x, double y, string text, string anchor, string? kind = null)
    {
        XElement element = Element("text", text, ("x", Of(x)), ("y", Of(y)), ("text-anchor", anchor));
        if (kind is not null)
            element.Add(new XAttribute("class", kind));
        return element;
    }

    private static XElement Element(string name, string? text, params (string Name, string Value)[] attributes) =>
        new(s_svg + name, attributes.Select(attribute => new XAttribute(attribute.Name, attribute.Value)), text);

    private static string Of(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
