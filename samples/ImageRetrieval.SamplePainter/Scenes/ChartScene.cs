using ImageRetrieval.SamplePainter.Drawing;

namespace ImageRetrieval.SamplePainter.Scenes;

/// <summary>Charts without words: short bars stand where labels would be.</summary>
internal sealed class ChartScene : Scene
{
    private static readonly string[] s_themes =
    [
        "#ffffff #e6e8ee #4e79a7 #f28e2b #59a14f #e15759", "#12161f #2a3140 #5bc0eb #fde74c #9bc53d #e55934", "#faf5ec #e5dccb #264653 #2a9d8f #e9c46a #e76f51",
        "#f3f6fb #d9e1ee #3d5a80 #98c1d9 #ee6c4d #293241", "#1d1830 #372e55 #ff6b9d #c06cf5 #5ad1e6 #ffd166", "#f6faf5 #dbe7d8 #2d6a4f #74c69d #d4a373 #bc4749", "#0c2231 #1d3d52 #8ecae6 #ffb703 #fb8500 #219ebc",
    ];

    private static readonly (string Name, Action<Frame> Draw)[] s_charts =
    [
        ("Bar chart", Charts.Bars), ("Line chart", Charts.Lines), ("Ring chart", Charts.Ring), ("Area chart", Charts.Areas), ("Scatter plot", Charts.Scatter), ("Stacked bars", Charts.Stacks),
        ("Heat map", Charts.HeatMap), ("Radar chart", Charts.Radar), ("Candlesticks", Charts.Candles), ("Bubble chart", Charts.Bubbles), ("Horizontal bars", Charts.Rows),
    ];

    public override string Kind => "chart";

    public override string Paint(Canvas canvas, Dice dice, int number)
    {
        var (name, draw) = s_charts[number % s_charts.Length];
        var theme = Color.HexAll(s_themes[(number * 2 + number / 5) % s_themes.Length]);
        canvas.Background(canvas.Vertical(theme[0], theme[0].Mix(theme[1], 0.35)));
        var margin = canvas.Unit * 0.07;
        canvas.Rect(margin, margin * 0.8, canvas.Width * dice.Range(0.25, 0.45), 9, theme[2].Mix(theme[0], 0.35), "rx='4.5'");
        canvas.Rect(margin, margin * 0.8 + 16, canvas.Width * dice.Range(0.15, 0.3), 6, theme[1].Mix(theme[2], 0.2), "rx='3'");
        var frame = new Frame(canvas, dice, theme, margin * 1.3, margin * 0.8 + 42, canvas.Width - margin * 2.3, canvas.Height - margin * 2 - 50);
        draw(frame);
        for (var i = 0; i < 3; i++)
        {
            canvas.Circle(margin * 1.3 + i * canvas.Width * 0.2, canvas.Height - margin * 0.75, 4, theme[2 + i]);
            canvas.Rect(margin * 1.3 + i * canvas.Width * 0.2 + 9, canvas.Height - margin * 0.75 - 3, canvas.Width * dice.Range(0.06, 0.11), 6, theme[1].Mix(theme[2], 0.2), "rx='3'");
        }
        return $"{name} on {(theme[0].Lightness > 0.6 ? "white" : "dark")} ground";
    }
}

/// <summary>The area of a chart and what to draw it with.</summary>
internal sealed record Frame(Canvas Canvas, Dice Dice, Color[] Theme, double X, double Y, double W, double H)
{
    public Color Series(int i) => Theme[2 + i % 4];
    public double Bottom => Y + H;

    public void Grid(int lines = 5)
    {
        for (var i = 0; i <= lines; i++)
            Canvas.Line(X, Y + H * i / lines, X + W, Y + H * i / lines, Theme[1], i == lines ? 2 : 1);
    }

    /// <summary>Values 0.1..0.95 that wander like a measured series.</summary>
    public double[] Walk(int count)
    {
        var (value, drift) = (Dice.Range(0.2, 0.6), Dice.Around(0, 0.03));
        return [.. Enumerable.Range(0, count).Select(_ => value = Math.Clamp(value + drift + Dice.Around(0, 0.13), 0.1, 0.95))];
    }

    public Point[] Points(double[] values) => [.. values.Select((v, i) => new Point(X + W * i / (values.Length - 1.0), Bottom - H * v))];
}
