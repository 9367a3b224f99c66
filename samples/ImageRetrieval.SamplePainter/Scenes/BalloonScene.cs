using ImageRetrieval.SamplePainter.Drawing;

namespace ImageRetrieval.SamplePainter.Scenes;

/// <summary>Hot-air balloons over hills and fields.</summary>
internal sealed class BalloonScene : Scene
{
    private static readonly string[] s_envelopes =
        ["#e63946 #f1faee #ffb703", "#ffb703 #fb8500 #d62828", "#3a86ff #ffffff #ffbe0b", "#8338ec #ff006e #ffbe0b", "#06a77d #f1e3a0 #d5573b", "#f72585 #7209b7 #4cc9f0", "#f4f1de #e07a5f #3d405b", "#ffd166 #06d6a0 #118ab2", "#264653 #e9c46a #e76f51"];

    private static readonly string[] s_lands = ["#6a9a4a #8ab05a #a8c06a", "#c8a050 #a8884a #e0c070", "#4f7f5a #3f6f5f #6f9f6a", "#b07a5a #8f5f4a #d09a6f", "#7f8f4a #c0b060 #5f7f4f"];

    public override string Kind => "balloon";

    public override string Paint(Canvas canvas, Dice dice, int number)
    {
        Sky[] skies = [Sky.Morning, Sky.Dawn, Sky.Noon, Sky.Golden, Sky.Sunset, Sky.Dusk];
        var sky = skies[number % skies.Length];
        sky.Paint(canvas, dice, canvas.Height * 0.9, 0.3);
        for (var i = dice.Int(1, 4); i > 0; i--)
            canvas.Cloud(dice, canvas.Width * dice.Next(), canvas.Height * dice.Range(0.15, 0.65), canvas.Unit * dice.Range(0.2, 0.45), sky.Light.Fade(0.9), sky.Horizon.Mix(sky.Colors[0], 0.3));
        var land = Color.HexAll(s_lands[(number * 2 + number / 6) % s_lands.Length]);
        Hills(canvas, dice, sky, land);

        var count = (number % 4) switch { 0 => 1, 1 => 2, 2 => dice.Int(3, 5), _ => dice.Int(7, 12) };
        for (var i = 0; i < count; i++)
        {
            var near = count == 1 ? 1 : (i + 1.0) / count;
            var r = canvas.Unit * (count switch { 1 => dice.Range(0.24, 0.32), 2 => 0.13 + 0.08 * near, < 6 => 0.07 + 0.09 * near, _ => 0.03 + 0.09 * near });
            var x = count == 1 ? canvas.Width * dice.Range(0.4, 0.6) : canvas.Width * (0.12 + 0.76 * ((i * 0.618 + dice.Range(0, 0.15)) % 1));
            var y = canvas.Height * (count == 1 ? 0.4 : dice.Range(0.16, 0.62));
            Paint(canvas, dice, x, y, r, Color.HexAll(s_envelopes[(number + i * 2) % s_envelopes.Length]), sky, 0.5 * (1 - near));
        }
        canvas.Vignette(0.15);
        return (count switch { 1 => "A hot-air balloon", < 6 => $"{count} hot-air balloons", _ => "Many hot-air balloons" }) + " " + sky.Time;
    }

    private static void Hills(Canvas canvas, Dice dice, Sky sky, Color[] land)
    {
        for (var layer = 0; layer < 4; layer++)
        {
            var near = layer / 3.0;
            var line = Curve.Ridge(dice, -10, canvas.Width + 10, canvas.Height * (0.7 + 0.08 * layer), canvas.Height * 0.05, 0.4, depth: 3);
            var color = sky.Lit(land[layer % 3], 0.7 * (1 - near));
            canvas.Path(Curve.Ground(line, canvas.Height, smooth: true), canvas.Vertical(color.Lighten(0.06), color.Darken(0.06)));
            for (var i = 0; i < layer * 5; i++)
            {
                var p = dice.Pick<Point>(line);
                canvas.Ellipse(p.X + dice.Around(0, 30), p.Y + dice.Range(2, 26), 3 + 5 * near, 3 + 6 * near, color.Darken(dice.Range(0.08, 0.15)));
            }
        }
    }

    private static void Paint(Canvas canvas, Dice dice, double x, double y, double r, Color[] coat, Sky sky, double distance)
    {
        Color Shade(Color c) => sky.Lit(c, distance).Mix(c, 0.45 * (1 - distance));
        const string outline = "M0 -100C62 -100 100 -58 100 -8C100 44 48 84 22 122H-22C-48 84 -100 44 -100 -8C-100 -58 -62 -100 0 -100Z";
        using (canvas.At(x, y, 0, r / 100))
        {
            canvas.Stroke("M-20 122L-13 152M20 122L13 152M-8 122L-6 152M8 122L6 152", Shade(Color.Hex("#3a2a20")), 1.6);
            canvas.Path(outline, Shade(coat[0]));
            using (canvas.Group($"clip-path='{canvas.Clip(outline)}'"))
                Pattern(canvas, dice, [.. coat.Select(Shade)]);
            canvas.Path(outline, canvas.Radial(0.35, 0.3, 0.8, Color.White.Fade(0.35), Color.White.Fade(0), Color.Black.Fade(0.12), Color.Black.Fade(0.42)));
            canvas.Path("M-15 150H15L12 174H-12Z", canvas.Vertical(Shade(Color.Hex("#9a6a3a")), Shade(Color.Hex("#5a3a20"))));
            canvas.Rect(-16.5, 148, 33, 5, Shade(Color.Hex("#5a3a20")), "rx='2'");
            if (sky.Darkness > 0.4) canvas.Glow(0, 110, 60, Color.Hex("#ffb84d"), 0.7);
        }
    }

    private static void Pattern(Canvas canvas, Dice dice, Color[] coat)
    {
        // Gores: the meridians of the envelope, squeezed towards the rim as on a sphere.
        var style = dice.Int(0, 3);
        var gores = dice.Pick(8, 10, 12);
        for (var i = 0; style != 2 && i < gores; i++)
        {
            double Edge(double t) => -100 * Math.Cos(Math.PI * t / gores);
            var (a, b) = (Edge(i), Edge(i + 1));
            canvas.Path($"M0 -102C{a * 1.1:0.#} -100 {a * 1.15:0.#} 20 {a * 0.22:0.#} 124H{b * 0.22:0.#}C{b * 1.15:0.#} 20 {b * 1.1:0.#} -100 0 -102Z", coat[style == 0 ? i % 2 : i % 3]);
        }
        if (style is 2 or 3)
            for (var i = 0; i < (style == 2 ? 5 : 1); i++)
                canvas.Path(Zigzag(-70 + i * 42 + (style == 3 ? 55 : 0), style == 2 ? 18 : 26), coat[1 + i % 2]);
        if (style == 1)
            canvas.Ellipse(0, -4, 120, 20, coat[2].Darken(0.05));
    }

    private static string Zigzag(double y, double tall)
    {
        var top = Enumerable.Range(0, 11).Select(i => new Point(-110 + i * 22, y + (i & 1) * tall * 0.6)).ToList();
        return Curve.Lines([.. top, .. Enumerable.Reverse(top).Select(p => new Point(p.X, p.Y + tall))]);
    }
}
