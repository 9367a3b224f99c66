using ImageRetrieval.SamplePainter.Drawing;

namespace ImageRetrieval.SamplePainter.Scenes;

/// <summary>Mushrooms on the forest floor; by night some of them glow.</summary>
internal sealed class MushroomScene : Scene
{
    private static readonly (string Name, string Cap, bool Spots)[] s_caps =
    [
        ("Fly agarics", "#d8281e", true), ("Chanterelles", "#f2a52a", false), ("Ceps", "#8a5230", false), ("Parasols", "#d8c4a0", true), ("Violet mushrooms", "#7a5ac8", false), ("Ink caps", "#c8c8c0", false), ("Russulas", "#c8486a", false), ("Waxcaps", "#f06a1e", false),
    ];

    public override string Kind => "mushroom";

    public override string Paint(Canvas canvas, Dice dice, int number)
    {
        var (name, hex, spots) = s_caps[number % s_caps.Length];
        var cap = Color.Hex(hex);
        var night = number % 5 == 3;
        var wood = night ? Color.HexAll("#0d2a33 #081a26 #040c16") : Color.HexAll(dice.Pick("#cfe0a8 #7fa060 #2f4a2c", "#f4dfa8 #c09a50 #4a3a1f", "#c8dcd8 #6f9a90 #1f3f3a", "#e8c8a0 #a86a3f #3f2418"));
        canvas.Background(canvas.Vertical(wood[0], wood[1], wood[2]));
        Trunks(canvas, dice, wood);
        if (!night) canvas.Rays(dice, canvas.Width * dice.Next(), -60, 5, wood[0].Lighten(0.1), 0.5);
        canvas.Bokeh(dice, 16, 0.01, 0.05, wood[0].Lighten(0.15), night ? Color.Hex("#7ffff0") : Color.Hex("#fff6c8"));

        var count = number % 3 == 0 ? dice.Int(1, 2) : number % 3 == 1 ? dice.Int(3, 5) : dice.Int(7, 11);
        Floor(canvas, dice, wood, 0.8);
        for (var i = 0; i < count; i++)
        {
            var near = count < 3 ? 1 : (i + 1.0) / count;
            var size = canvas.Unit * (count < 3 ? dice.Range(0.38, 0.5) : count < 6 ? 0.17 + 0.16 * near : 0.09 + 0.14 * near);
            var x = canvas.Width * (count < 3 ? (i + 0.5 + dice.Around(0, 0.1)) / count * 0.7 + 0.15 : 0.1 + 0.8 * ((i * 0.618 + dice.Range(0, 0.1)) % 1));
            var y = canvas.Height * (0.8 + 0.14 * near);
            if (night) canvas.Glow(x, y - size, size * 1.5, cap.Lighten(0.15), 0.55);
            PaintMushroom(canvas, dice, x, y, size, night ? dice.Vary(cap.Lighten(0.12)) : dice.Vary(cap, 0.04, 6), spots, wood, night);
        }
        Floor(canvas, dice, wood, 0.93);
        canvas.Vignette(0.35);
        return $"{name} {(night ? "glowing at night" : "in the wood")}";
    }

    private static void Trunks(Canvas canvas, Dice dice, Color[] wood)
    {
        for (var layer = 0; layer < 2; layer++)
            for (var i = 0; i < 6; i++)
            {
                var (x, w) = (canvas.Width * dice.Next(), canvas.Width * dice.Range(0.02, 0.05) * (1 + layer));
                var color = wood[1].Mix(wood[2], 0.25 + 0.4 * layer).Fade(0.75);
                canvas.Path($"M{x - w / 2:0.#} -5C{x - w * 0.4:0.#} {canvas.Height * 0.4:0.#} {x - w * 0.5:0.#} {canvas.Height * 0.7:0.#} {x - w:0.#} {canvas.Height:0.#}H{x + w:0.#}C{x + w * 0.5:0.#} {canvas.Height * 0.7:0.#} {x + w * 0.4:0.#} {canvas.Height * 0.4:0.#} {x + w / 2:0.#} -5Z", canvas.Horizontal(color.Lighten(0.05), color.Darken(0.05)));
            }
    }

    private static void PaintMushroom(Canvas canvas, Dice dice, double x, double y, double size, Color cap, bool spots, Color[] wood, bool night)
    {
        var (wide, tall) = (dice.Range(0.75, 1.15), dice.Range(0.45, 0.75));
        var stem = night ? cap.Mix(Color.White, 0.6) : Color.Hex("#f3e9d4").Mix(cap, 0.08);
        using (canvas.At(x, y, dice.Around(0, 9), size / 100))
        {
            canvas.Ellipse(4, 0, 36, 7, Color.Black.Fade(0.35));
            canvas.Path($"M-15 0C-20 -30 -10 -60 -10 -102H10C10 -60 19 -30 16 0C8 5 -8 5 -15 0Z", canvas.Horizontal(stem.Darken(0.04), stem, stem.Darken(0.2).Mix(wood[1], 0.2)));
            canvas.Path("M-12 -70C-24 -60 -26 -54 -27 -48C-8 -56 10 -56 26 -48C25 -56 22 -62 12 -70Z", stem.Darken(0.06));
            var (w, h) = (72 * wide, 92 * tall);
            canvas.Ellipse(0, -98, w * 0.97, 15, canvas.Horizontal(stem.Darken(0.1), stem.Darken(0.24)));
            for (var i = -8; i <= 8; i++) canvas.Line(i * 1.2, -90, i * w / 8.6, -98, stem.Darken(0.28).Fade(0.6), 1);
            var dome = $"M{-w:0.#} -98C{-w:0.#} {-98 - h * 0.9:0.#} {-w * 0.4:0.#} {-100 - h:0.#} 0 {-100 - h:0.#}C{w * 0.4:0.#} {-100 - h:0.#} {w:0.#} {-98 - h * 0.9:0.#} {w:0.#} -98C{w * 0.5:0.#} -112 {-w * 0.5:0.#} -112 {-w:0.#} -98Z";
            canvas.Path(dome, canvas.Radial(0.38, 0.25, 0.8, cap.Lighten(0.16), cap, cap.Darken(0.18)));
            if (!spots) return;
            using (canvas.Group($"clip-path='{canvas.Clip(dome)}'"))
                for (var i = 0; i < 15; i++)
                {
                    var (sx, sy) = (w * dice.Around(0, 0.95), -106 - h * dice.Next());
                    canvas.Path(Curve.Blob(dice, sx, sy, dice.Range(4, 10), dice.Range(3, 7), 0.2, 7), Color.Hex("#fff8ea").Darken(sx > 0 ? 0.12 : 0));
                }
        }
    }

    private static void Floor(Canvas canvas, Dice dice, Color[] wood, double level)
    {
        var moss = wood[2].Mix(wood[1], 0.25);
        var line = Curve.Ridge(dice, -10, canvas.Width + 10, canvas.Height * level, canvas.Height * 0.025, 0.5, 4);
        canvas.Path(Curve.Ground(line, canvas.Height, smooth: true), canvas.Vertical(moss.Lighten(0.06), wood[2].Darken(0.05)));
        for (var i = 0; i < 60; i++)
        {
            var (x, y) = (canvas.Width * dice.Next(), canvas.Height * (level + dice.Range(0.01, 0.1)));
            var tall = canvas.Height * dice.Range(0.03, 0.1);
            canvas.Stroke($"M{x:0.#} {y:0.#}q{dice.Around(0, 5):0.#} {-tall * 0.6:0.#} {dice.Around(0, 14):0.#} {-tall:0.#}", dice.Vary(moss.Lighten(0.1), 0.06, 20), dice.Range(1, 2.4));
        }
    }
}
