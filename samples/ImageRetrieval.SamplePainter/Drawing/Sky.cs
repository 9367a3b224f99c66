namespace ImageRetrieval.SamplePainter.Drawing;

/// <summary>A time of day: the sky's colours from top to horizon, its light, and how dark the ground lies under it.</summary>
internal sealed record Sky(string Time, Color[] Colors, Color Light, double Darkness)
{
    public static readonly Sky Dawn = new("at dawn", Color.HexAll("#4a5a9c #8f86c0 #e8a7b4 #ffd9b8"), Color.Hex("#fff0d2"), 0.3);
    public static readonly Sky Morning = new("in the morning", Color.HexAll("#6fb4e4 #a9d8f0 #e2f1ec #fdf3dc"), Color.Hex("#fffbe8"), 0.05);
    public static readonly Sky Noon = new("at noon", Color.HexAll("#1f78c8 #4fa5e2 #a6d6f3"), Color.Hex("#ffffff"), 0);
    public static readonly Sky Golden = new("in golden light", Color.HexAll("#5c7fae #c9b79c #f6c772 #ffe3a1"), Color.Hex("#fff3c4"), 0.15);
    public static readonly Sky Sunset = new("at sunset", Color.HexAll("#2b2a5c #7c3f7e #e0606a #ffae5c #ffd98a"), Color.Hex("#fff0b0"), 0.45);
    public static readonly Sky Dusk = new("at dusk", Color.HexAll("#141c44 #2f3c78 #7a62a0 #e0928e"), Color.Hex("#ffe6cf"), 0.6);
    public static readonly Sky Night = new("at night", Color.HexAll("#050a1e #0d1c40 #1f3a66"), Color.Hex("#f4f1dc"), 0.8);
    public static readonly Sky Overcast = new("on a grey day", Color.HexAll("#7f8e9b #a6b3bb #d3d9d9"), Color.Hex("#f4f4ee"), 0.2);
    public static readonly Sky Aurora = new("under northern lights", Color.HexAll("#04101e #0a2a38 #14504e"), Color.Hex("#d8ffe8"), 0.8);

    public static readonly Sky[] All = [Dawn, Morning, Noon, Golden, Sunset, Dusk, Night, Overcast];

    public bool IsDark => Darkness > 0.7;
    public Color Horizon => Colors[^1];

    /// <summary>A colour of the ground as it looks under this sky, at a distance from 0 (near) to 1 (on the horizon).</summary>
    public Color Lit(Color color, double distance = 0)
    {
        var dark = color.Mix(Color.Hex("#10142e"), Darkness * 0.85);
        return dark.Mix(Horizon.Mix(Colors[0], 0.25), distance * 0.85);
    }

    /// <summary>Paints the sky down to the horizon, with sun or moon, and clouds or stars.</summary>
    public Point Paint(Canvas canvas, Dice dice, double horizon, double clouds = 0.5, double sunX = double.NaN)
    {
        canvas.Rect(0, 0, canvas.Width, horizon + 1, canvas.Vertical(Colors));
        var x = canvas.Width * (double.IsNaN(sunX) ? dice.Range(0.15, 0.85) : sunX);
        var low = this == Sunset || this == Dawn || this == Golden;
        var y = horizon * (low ? dice.Range(0.66, 0.9) : dice.Range(0.2, 0.45));
        var unit = canvas.Unit;
        if (IsDark)
            canvas.Stars(dice, 110, horizon, Light);
        if (this == Aurora)
            PaintCurtains(canvas, dice, horizon);
        else if (this != Overcast)
        {
            canvas.Glow(x, y, unit * (low ? 0.55 : 0.32), Light, IsDark ? 0.35 : 0.75);
            canvas.Circle(x, y, unit * dice.Range(0.035, 0.06), Light);
        }
        canvas.Haze(dice, 0, horizon, IsDark ? Horizon.Lighten(0.1) : Color.White.Mix(Horizon, low ? 0.7 : 0.2), clouds);
        return (x, y);
    }

    private static void PaintCurtains(Canvas canvas, Dice dice, double horizon)
    {
        using (canvas.Group($"filter='{canvas.Blur(6)}' style='mix-blend-mode:screen'"))
            for (var band = 0; band < 3; band++)
            {
                var line = Curve.Wave(-20, canvas.Width + 20, horizon * dice.Range(0.45, 0.75), horizon * 0.12, canvas.Width * dice.Range(0.5, 1.1), dice.Range(0, 6));
                var hue = dice.Pick(155.0, 165, 180, 310);
                for (var i = 0; i + 1 < line.Length; i++)
                {
                    var tall = horizon * dice.Range(0.3, 0.55);
                    canvas.Path(Curve.Lines([line[i], line[i + 1], (line[i + 1].X, line[i + 1].Y - tall), (line[i].X, line[i].Y - tall)]),
                        canvas.Vertical(Color.Lch(0.7, 0.16, hue + 60).Fade(0), Color.Lch(0.8, 0.2, hue).Fade(0.35), Color.Lch(0.85, 0.2, hue).Fade(0.7)));
                }
            }
    }
}
