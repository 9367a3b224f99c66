using System.Globalization;
using System.Text;

namespace ImageRetrieval.SamplePainter.Drawing;

/// <summary>Writes one SVG document. Fills are colours or what <see cref="Vertical"/>, <see cref="Radial"/> … return.</summary>
internal sealed class Canvas(int width, int height)
{
    private readonly StringBuilder _definitions = new();
    private readonly StringBuilder _body = new();
    private int _names;

    public double Width { get; } = width;
    public double Height { get; } = height;
    public bool Portrait => Height > Width;

    /// <summary>The shorter side: the unit for sizes that should look the same in every format.</summary>
    public double Unit => Math.Min(Width, Height);

    public string Vertical(params ReadOnlySpan<Color> colors) => Linear(0, 0, 0, 1, colors);
    public string Horizontal(params ReadOnlySpan<Color> colors) => Linear(0, 0, 1, 0, colors);

    public string Linear(double x1, double y1, double x2, double y2, params ReadOnlySpan<Color> colors) =>
        Gradient("linearGradient", $"x1='{x1:0.##}' y1='{y1:0.##}' x2='{x2:0.##}' y2='{y2:0.##}'", colors);

    public string Radial(double cx, double cy, double r, params ReadOnlySpan<Color> colors) =>
        Gradient("radialGradient", $"cx='{cx:0.##}' cy='{cy:0.##}' r='{r:0.##}'", colors);

    public string Blur(double deviation) =>
        Define("filter", "x='-60%' y='-60%' width='220%' height='220%'", $"<feGaussianBlur stdDeviation='{deviation:0.##}'/>");

    public string Shadow(double dx, double dy, double deviation, double opacity) =>
        Define("filter", "x='-40%' y='-40%' width='180%' height='180%'",
            $"<feDropShadow dx='{dx:0.#}' dy='{dy:0.#}' stdDeviation='{deviation:0.#}' flood-color='#0a0a1e' flood-opacity='{opacity:0.##}'/>");

    /// <summary>A mask that keeps only areas of high noise: for clouds, wood grain, glints on water, paper.</summary>
    public string Noise(double frequencyX, double frequencyY, int octaves, int seed, double contrast, double offset) =>
        Define("filter", "x='0' y='0' width='100%' height='100%' color-interpolation-filters='sRGB'",
            $"<feTurbulence type='fractalNoise' baseFrequency='{frequencyX:0.####} {frequencyY:0.####}' numOctaves='{octaves}' seed='{seed}'/>"
            + $"<feColorMatrix values='0 0 0 0 1 0 0 0 0 1 0 0 0 0 1 {contrast:0.##} 0 0 0 {offset:0.##}' result='n'/>"
            + "<feComposite in='SourceGraphic' in2='n' operator='in'/>");

    public string Clip(string pathData) => Define("clipPath", "", $"<path d='{pathData}'/>");

    public void Background(string fill) => Rect(0, 0, Width, Height, fill);

    public void Rect(double x, double y, double w, double h, string fill, string more = "") =>
        _body.AppendLine(CultureInfo.InvariantCulture, $"<rect x='{x:0.##}' y='{y:0.##}' width='{Math.Max(0, w):0.##}' height='{Math.Max(0, h):0.##}' fill='{fill}' {more}/>");

    public void Circle(double cx, double cy, double r, string fill, string more = "") => Ellipse(cx, cy, r, r, fill, more);

    public void Ellipse(double cx, double cy, double rx, double ry, string fill, string more = "") =>
        _body.AppendLine(CultureInfo.InvariantCulture, $"<ellipse cx='{cx:0.##}' cy='{cy:0.##}' rx='{rx:0.##}' ry='{ry:0.##}' fill='{fill}' {more}/>");

    public void Path(string data, string fill, string more = "") => _body.AppendLine($"<path d='{data}' fill='{fill}' {more}/>");

    public void Stroke(string data, string color, double width, string more = "") =>
        _body.AppendLine(CultureInfo.InvariantCulture, $"<path d='{data}' fill='none' stroke='{color}' stroke-width='{width:0.##}' stroke-linecap='round' stroke-linejoin='round' {more}/>");

    public void Line(double x1, double y1, double x2, double y2, string color, double width, string more = "") =>
        Stroke($"M{x1:0.##} {y1:0.##}L{x2:0.##} {y2:0.##}", color, width, more);

    public Closing Group(string attributes)
    {
        _body.AppendLine($"<g {attributes}>");
        return new Closing(_body);
    }

    /// <summary>A group with its origin at (x, y), rotated and scaled.</summary>
    public Closing At(double x, double y, double turn = 0, double scale = 1, double scaleY = double.NaN, string more = "") =>
        Group($"transform='translate({x:0.##} {y:0.##}) rotate({turn:0.##}) scale({scale:0.###} {(double.IsNaN(scaleY) ? scale : scaleY):0.###})' {more}");

    public override string ToString() =>
        $"<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}' viewBox='0 0 {width} {height}'>"
        + $"<defs>{_definitions}</defs>{_body}</svg>";

    private string Gradient(string element, string geometry, ReadOnlySpan<Color> colors)
    {
        var stops = new StringBuilder();
        for (var i = 0; i < colors.Length; i++)
        {
            var opaque = colors[i] with { Alpha = 1 };
            stops.Append(CultureInfo.InvariantCulture, $"<stop offset='{i / Math.Max(1.0, colors.Length - 1):0.###}' stop-color='{opaque}' stop-opacity='{colors[i].Alpha:0.###}'/>");
        }
        return Define(element, geometry, stops.ToString());
    }

    private string Define(string element, string attributes, string content)
    {
        var name = $"d{_names++}";
        _definitions.AppendLine($"<{element} id='{name}' {attributes}>{content}</{element}>");
        return $"url(#{name})";
    }

    /// <summary>Closes the group that it was given for.</summary>
    internal readonly struct Closing(StringBuilder body) : IDisposable
    {
        public void Dispose() => body.AppendLine("</g>");
    }
}
