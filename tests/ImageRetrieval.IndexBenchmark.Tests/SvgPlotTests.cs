using System.Globalization;
using System.Xml.Linq;
using ImageRetrieval.IndexBenchmark.Measures;
using ImageRetrieval.IndexBenchmark.Report;

namespace ImageRetrieval.IndexBenchmark.Tests;

public sealed class SvgPlotTests
{
    private static readonly Curve[] s_curves =
    [
        new("ours <&>", [new(10, 0.7, 50_000), new(20, 0.9, 20_000), new(40, 0.99, 9000)]),
        new("exact", [new(0, 1, 120)]),
    ];

    [Fact]
    public void The_plot_is_well_formed_with_one_line_and_one_legend_an_engine()
    {
        var svg = XDocument.Parse(SvgPlot.Draw("20000 x 512", s_curves));

        Assert.Equal(2, Named(svg, "polyline").Count());
        Assert.Contains(Named(svg, "text"), text => text.Value == "ours <&>");
        Assert.Contains("prefers-color-scheme: dark", Named(svg, "style").Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Points_stay_inside_the_frame_and_low_recalls_are_left_out()
    {
        var svg = XDocument.Parse(SvgPlot.Draw("any", s_curves));
        var dots = Named(svg, "circle").Select(dot => (X: Number(dot, "cx"), Y: Number(dot, "cy"))).ToList();

        Assert.Equal(3, dots.Count);
        var frame = Named(svg, "rect").Single(rect => (string?)rect.Attribute("class") == "frame");
        Assert.All(dots, dot => Assert.InRange(dot.X, Number(frame, "x"), Number(frame, "x") + Number(frame, "width")));
        Assert.All(dots, dot => Assert.InRange(dot.Y, Number(frame, "y"), Number(frame, "y") + Number(frame, "height")));
        Assert.True(dots[2].Y > dots[1].Y, "Fewer queries a second lie lower.");
    }

    [Fact]
    public void Nothing_measured_gives_an_empty_plot() =>
        Assert.Empty(Named(XDocument.Parse(SvgPlot.Draw("nothing", [])), "circle"));

    private static IEnumerable<XElement> Named(XDocument svg, string name) => svg.Descendants().Where(element => element.Name.LocalName == name);

    private static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
