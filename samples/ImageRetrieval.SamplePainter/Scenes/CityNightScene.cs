using System.Text;
using ImageRetrieval.SamplePainter.Drawing;

namespace ImageRetrieval.SamplePainter.Scenes;

/// <summary>Lit towers after dark, most of them over water.</summary>
internal sealed class CityNightScene : Scene
{
    private static readonly (string Name, string Sky, string Towers, string Lamps)[] s_moods =
    [
        ("blue night", "#050b22 #10275c #3f5fa0", "#0a1430 #16264d #2a3f70", "#ffe08a #ffcf5a #bfe4ff"),
        ("violet dusk", "#140a33 #4b2a7a #d0679a #ffb38a", "#170f36 #2f1f5a #5a3a80", "#ffd98f #ff9ec4 #ffe9c0"),
        ("green haze", "#04141a #0d3a40 #3f8a7a", "#061a20 #0f3038 #22505a", "#d8ff9f #fff2a0 #8fffe0"),
        ("ember evening", "#1a0c14 #5a1f2a #d0582f #ffc266", "#1d0f18 #3c1c28 #6a3038", "#ffe3a0 #ffb04f #fff4d0"),
        ("neon midnight", "#08041c #1d0f4a #4a1f8a", "#0b0726 #1b1048 #33206e", "#ff4fd0 #3fe0ff #ffe45c"),
    ];

    public override string Kind => "city-night";

    public override string Paint(Canvas canvas, Dice dice, int number)
    {
        var (name, sky, towers, lamps) = s_moods[number % s_moods.Length];
        var (skies, walls, lights) = (Color.HexAll(sky), Color.HexAll(towers), Color.HexAll(lamps));
        var water = number % 4 != 3;
        var shore = canvas.Height * (water ? dice.Range(0.58, 0.74) : 0.97);

        canvas.Rect(0, 0, canvas.Width, shore + 1, canvas.Vertical(skies));
        canvas.Stars(dice, 70, shore * 0.6, Color.White);
        var (moonX, moonY, moonR) = (canvas.Width * dice.Range(0.12, 0.88), shore * dice.Range(0.12, 0.35), canvas.Unit * dice.Range(0.03, 0.075));
        canvas.Glow(moonX, moonY, moonR * 4, Color.Hex("#fff3d0"), 0.5);
        canvas.Circle(moonX, moonY, moonR, Color.Hex("#fbf3dc"));
        canvas.Haze(dice, 0, shore, skies[^1], 0.35);

        // Drawn once into a definition-like string of calls, so that the mirror image in the water is exact.
        void Skyline(Dice d)
        {
            for (var layer = 0; layer < 3; layer++)
                PaintLayer(canvas, d, shore, layer, walls[2 - layer].Mix(skies[^1], layer == 0 ? 0.45 : 0.1), lights);
        }

        var seed = $"{name}{number}";
        Skyline(new Dice(seed));
        canvas.Glow(canvas.Width / 2, shore, canvas.Width * 0.6, lights[0], 0.16);
        if (water)
            PaintWater(canvas, dice, shore, skies, lights, () => Skyline(new Dice(seed)));
        canvas.Vignette(0.3);
        return water ? $"A city by the water, {name}" : $"Towers of a city, {name}";
    }

    private static void PaintLayer(Canvas canvas, Dice dice, double shore, int layer, Color wall, Color[] lights)
    {
        var low = shore * (0.12 + 0.05 * (2 - layer));
        var high = shore * (0.78 - 0.16 * layer);
        for (var x = -dice.Range(0, 20); x < canvas.Width;)
        {
            var w = canvas.Width * dice.Range(0.045, 0.11);
            var h = low + (high - low) * Math.Pow(dice.Next(), 1.7);
            PaintTower(canvas, dice, x, shore - h, w, h, dice.Vary(wall, 0.02, 4), lights, layer);
            x += w * dice.Range(0.85, 1.15);
        }
    }

    private static void PaintTower(Canvas canvas, Dice dice, double x, double y, double w, double h, Color wall, Color[] lights, int layer)
    {
        canvas.Rect(x, y, w, h, canvas.Horizontal(wall.Lighten(0.05), wall, wall.Darken(0.05)));
        var roof = dice.Next();
        if (roof < 0.18) canvas.Path(Curve.Lines([(x, y), (x + w / 2, y - w * 0.7), (x + w, y)]), wall);
        else if (roof < 0.34) canvas.Rect(x + w * 0.2, y - w * 0.35, w * 0.6, w * 0.36, wall);
        else if (roof < 0.46) canvas.Ellipse(x + w / 2, y, w / 2, w * 0.4, wall);
        if (roof is > 0.3 and < 0.6 && h > canvas.Height * 0.25)
        {
            canvas.Line(x + w / 2, y, x + w / 2, y - w, wall, 1.4);
            canvas.Circle(x + w / 2, y - w, 1.6, Color.Hex("#ff5a4a"));
        }
        if (layer == 0) return;

        var cell = dice.Range(6.5, 9.5) + layer * 1.5;
        var (pane, gap) = (cell * dice.Range(0.4, 0.62), dice.Range(0.25, 0.65));
        var lit = new StringBuilder();
        for (var wy = y + cell * 0.6; wy < y + h - cell; wy += cell * dice.Pick(1.0, 1.25))
            for (var wx = x + cell * 0.4; wx < x + w - pane; wx += cell)
                if (dice.Next() > gap)
                    lit.Append($"M{wx:0.#} {wy:0.#}h{pane:0.#}v{pane * 1.2:0.#}h{-pane:0.#}z");
        var lamp = dice.Pick<Color>(lights);
        canvas.Path(lit.ToString() is { Length: > 0 } d ? d : "M0 0", lamp.Fade(layer == 1 ? 0.6 : 0.95));
    }

    private static void PaintWater(Canvas canvas, Dice dice, double shore, Color[] skies, Color[] lights, Action mirror)
    {
        var deep = canvas.Height - shore;
        canvas.Rect(0, shore, canvas.Width, deep, canvas.Vertical(skies[^1].Darken(0.15), skies[0].Darken(0.02)));
        using (canvas.Group($"clip-path='{canvas.Clip($"M0 {shore:0}H{canvas.Width:0}V{canvas.Height:0}H0Z")}' opacity='.6'"))
        using (canvas.Group($"transform='translate(0 {shore * 1.75:0.#}) scale(1 -.75)' filter='{canvas.Blur(1.6)}'"))
            mirror();
        canvas.Rect(0, shore, canvas.Width, deep, canvas.Vertical(Color.Black.Fade(0), skies[0].Fade(0.7)));
        for (var i = 0; i < 70; i++)
        {
            var t = Math.Pow(dice.Next(), 1.4);
            var y = shore + 3 + t * deep;
            var w = (6 + 40 * t) * dice.Range(0.4, 1);
            canvas.Rect(dice.Range(-20, canvas.Width), y, w, 0.8 + t * 1.2, dice.Pick<Color>(lights).Fade(dice.Range(0.08, 0.4)), "rx='1'");
        }
        canvas.Rect(0, shore - 1.2, canvas.Width, 2.4, lights[0].Fade(0.35));
    }
}
