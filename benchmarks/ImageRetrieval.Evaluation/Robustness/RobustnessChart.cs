using System.Globalization;
using System.Xml.Linq;

namespace ImageRetrieval.Evaluation.Robustness;

/// <summary>A dot for each edit and model on a line from 0 to 100 %: how often the original is the first hit.</summary>
/// <remarks>No fonts or styles from elsewhere; text and grid follow the reader's light or dark setting.</remarks>
internal static class RobustnessChart
{
    private const double Left = 110;
    private const double Width = 560;
    private const double Right = 40;
    private const double MarkHeight = 9;
    private const double LegendLine = 22;
    private const double LegendTop = 52;

    private const string Style =
        """
        text { font: 13px system-ui, sans-serif; fill: #333; }
        .title { font-size: 16px; font-weight: 600; }
        .ground { fill: #fff; }
        .grid { stroke: #ddd; }
        .dot { stroke: #fff; stroke-width: 1; }
        @media (prefers-color-scheme: dark) { text { fill: #ddd; } .ground { fill: #16181c; } .grid { stroke: #363a42; } .dot { stroke: #16181c; } }
        """;

    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    // Readable on white and on black; the shapes distinguish them without colours.
    private static readonly string[] s_colors = ["#2a78d6", "#d9480f", "#2f9e44", "#c2255c", "#7950f2", "#1098ad", "#b08900", "#868e96"];
    private static readonly Func<double, double, string>[] s_shapes =
    [
        (x, y) => Path(x, y, (-4, -4), (4, -4), (4, 4), (-4, 4)),
        (x, y) => Path(x, y, (0, -5.5), (5.5, 0), (0, 5.5), (-5.5, 0)),
        (x, y) => Path(x, y, (0, -5), (5, 4), (-5, 4)),
        (x, y) => Path(x, y, (0, 5), (5, -4), (-5, -4)),
    ];

    internal static string Draw(RobustnessResult result)
    {
        var top = LegendTop + result.Models.Count * LegendLine + 16;
        // Marks of one line are below one another, so that equal figures do not hide each other.
        var rowHeight = Math.Max(22, result.Models.Count * MarkHeight + 8);
        var bottom = top + result.Edits.Count * rowHeight;
        var size = (Width: Left + Width + Right, Height: bottom + 56);
        var title = "Original is the first hit, % of edited pictures";
        return new XElement(
            s_svg + "svg",
            new XAttribute("viewBox", $"0 0 {Of(size.Width)} {Of(size.Height)}"),
            new XAttribute("role", "img"),
            Element("title", title),
            Element("style", Style),
            Element("rect", null, ("class", "ground"), ("width", Of(size.Width)), ("height", Of(size.Height))),
            Text(16, 28, title, "start", "title"),
            result.Models.Select((model, i) => Legend(model, i)),
            Grid(result, rowHeight, top, bottom),
            result.Edits.Select((_, edit) => result.Models.Select((_, model) => Dot(result, edit, model, Y(edit, rowHeight, top))))) + "\n";
    }

    private static IEnumerable<XElement> Legend(string model, int i)
    {
        var y = LegendTop + i * LegendLine;
        yield return Shape(i, 24, y);
        yield return Text(38, y + 4.5, model, "start");
    }

    private static IEnumerable<XElement> Grid(RobustnessResult result, double rowHeight, double top, double bottom)
    {
        for (var percent = 0; percent <= 100; percent += 20)
        {
            yield return Line(X(percent / 100.0), top, X(percent / 100.0), bottom);
            yield return Text(X(percent / 100.0), bottom + 20, percent.ToString(CultureInfo.InvariantCulture), "middle");
        }
        for (var edit = 0; edit < result.Edits.Count; edit++)
        {
            yield return Line(Left, Y(edit, rowHeight, top), Left + Width, Y(edit, rowHeight, top));
            yield return Text(Left - 10, Y(edit, rowHeight, top) + 4.5, result.Edits[edit].Name, "end");
        }
        yield return Text(Left + Width / 2, bottom + 44, "hit@1, %", "middle");
    }

    private static XElement Dot(RobustnessResult result, int edit, int model, double middle)
    {
        var found = result.Counts[edit][model];
        var dot = Shape(model, X(found.HitAt1), middle + (model - (result.Models.Count - 1) / 2.0) * MarkHeight);
        dot.Add(Element("title", string.Create(CultureInfo.InvariantCulture, $"{result.Models[model]}, {result.Edits[edit].Description}: {100 * found.HitAt1:F1} %")));
        return dot;
    }

    private static XElement Shape(int model, double x, double y) =>
        Element("path", null, ("class", "dot"), ("fill", s_colors[model % s_colors.Length]), ("d", s_shapes[model % s_shapes.Length](x, y)));

    private static string Path(double x, double y, params (double X, double Y)[] corners) =>
        $"M{string.Join('L', corners.Select(corner => $"{Of(x + corner.X)} {Of(y + corner.Y)}"))}Z";

    private static double X(double share) => Left + share * Width;

    private static double Y(int edit, double rowHeight, double top) => top + (edit + 0.5) * rowHeight;

    private static XElement Line(double x1, double y1, double x2, double y2) =>
        Element("line", null, ("class", "grid"), ("x1", Of(x1)), ("y1", Of(y1)), ("x2", Of(x2)), ("y2", Of(y2)));

    private static XElement Text(double x, double y, string text, string anchor, string? kind = null)
    {
        var element = Element("text", text, ("x", Of(x)), ("y", Of(y)), ("text-anchor", anchor));
        if (kind is not null)
            element.Add(new XAttribute("class", kind));
        return element;
    }

    private static XElement Element(string name, string? text, params (string Name, string Value)[] attributes) =>
        new(s_svg + name, attributes.Select(attribute => new XAttribute(attribute.Name, attribute.Value)), text);

    private static string Of(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
