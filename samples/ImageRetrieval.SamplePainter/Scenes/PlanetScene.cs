using ImageRetrieval.SamplePainter.Drawing;

namespace ImageRetrieval.SamplePainter.Scenes;

/// <summary>Planets with bands, craters, rings and moons, before stars and nebulae.</summary>
internal sealed class PlanetScene : Scene
{
    private static readonly string[] s_spaces = ["#05060f #101030", "#0a0618 #2a1246", "#03101a #0b3040", "#140808 #3a1420", "#060b18 #14284a", "#08080a #1c1c24"];
    private static readonly string[] s_planets =
        ["#e8c08a #c98f5a #f4dfb8 #a8683f", "#4f86d8 #2a5fb0 #9fd0f0 #e8f4ff", "#d0603a #a03f2a #e89a6a #7a2a20", "#8fd0b0 #4fa08a #d0f0d8 #2f6f6a", "#b08ae0 #7a5ac0 #e0c8f8 #56389a", "#d8d8d0 #a8a8a4 #f0efe8 #7f7f80", "#f0a0b8 #d0708a #ffd8e0 #a84a6a"];

    public override string Kind => "planet";

    public override string Paint(Canvas canvas, Dice dice, int number)
    {
        var space = Color.HexAll(s_spaces[number % s_spaces.Length]);
        canvas.Background(canvas.Radial(dice.Next(), dice.Next(), 0.9, space[1], space[0]));
        Nebula(canvas, dice, space[1].Lighten(dice.Range(0.15, 0.35)).Saturate(1.5).Turn(dice.Around(0, 60)));
        canvas.Stars(dice, 160, canvas.Height, Color.White);
        var star = Point.Polar(canvas.Unit, dice.Range(180, 340), canvas.Width / 2, canvas.Height / 2);

        var look = (number * 2 + number / 7) % 4;
        var ringed = number % 3 == 0;
        var (x, y) = (canvas.Width * dice.Range(0.38, 0.62), canvas.Height * dice.Range(0.4, 0.6));
        var r = canvas.Unit * dice.Range(0.2, 0.3) * (ringed ? 0.85 : 1.15);
        if (look == 3) (y, r) = (canvas.Height * 1.05, canvas.Unit * dice.Range(0.6, 0.8));
        var coat = Color.HexAll(s_planets[(number * 3 + 1) % s_planets.Length]);
        var tilt = dice.Around(0, 28);
        if (ringed) Ring(canvas, x, y, r, tilt, coat, front: false);
        Globe(canvas, dice, x, y, r, coat, banded: look is 0 or 2, tilt, star);
        if (ringed) Ring(canvas, x, y, r, tilt, coat, front: true);

        var moons = dice.Int(look == 3 ? 1 : 0, 3);
        for (var i = 0; i < moons; i++)
        {
            var p = Point.Polar(r * (look == 3 ? dice.Range(1.15, 1.4) : dice.Range(1.5, 2)), look == 3 ? dice.Range(-125, -55) : dice.Range(0, 360), x, y);
            Globe(canvas, dice, p.X, p.Y, canvas.Unit * dice.Range(0.025, 0.08), Color.HexAll(dice.Pick<string>(s_planets)), banded: false, 0, star);
        }
        var what = (look is 0 or 2 ? "A banded" : "A cratered") + (ringed ? " planet with rings" : " planet");
        return moons == 0 ? what : $"{what} and {(moons == 1 ? "a moon" : $"{moons} moons")}";
    }

    private static void Nebula(Canvas canvas, Dice dice, Color color)
    {
        var noise = canvas.Noise(0.007, 0.009, 4, dice.Int(1, 9999), 2.8, -1.25);
        using (canvas.Group($"filter='{noise}' opacity='.55'"))
            canvas.Background(canvas.Linear(0, 0, 1, 1, color, color.Turn(70).Darken(0.1), color.Turn(-50)));
    }

    private static void Globe(Canvas canvas, Dice dice, double x, double y, double r, Color[] coat, bool banded, double tilt, Point star)
    {
        var (dx, dy) = (star.X - x, star.Y - y);
        var length = Math.Sqrt(dx * dx + dy * dy) + 1;
        (dx, dy) = (dx / length, dy / length);
        canvas.Glow(x, y, r * 1.35, coat[2], 0.45);
        canvas.Circle(x, y, r, coat[0]);
        using (canvas.Group($"clip-path='{canvas.Clip($"M{x - r:0.#} {y:0.#}a{r:0.#} {r:0.#} 0 1 0 {2 * r:0.#} 0a{r:0.#} {r:0.#} 0 1 0 {-2 * r:0.#} 0Z")}'"))
        {
            using (canvas.At(x, y, tilt))
                if (banded) Bands(canvas, dice, r, coat);
                else Craters(canvas, dice, r, coat);
            canvas.Circle(x, y, r * 1.02, canvas.Radial(0.5 + dx * 0.34, 0.5 + dy * 0.34, 0.82, Color.White.Fade(0.3), Color.White.Fade(0), Color.Black.Fade(0.35), Color.Black.Fade(0.85)));
        }
    }

    private static void Bands(Canvas canvas, Dice dice, double r, Color[] coat)
    {
        for (var y = -r; y < r;)
        {
            var h = r * dice.Range(0.06, 0.24);
            var line = Curve.Wave(-r, r, y, r * 0.015, r * dice.Range(0.5, 1.2), dice.Range(0, 6));
            canvas.Path(Curve.Ground(line, y + h + 2, smooth: true), dice.Vary(dice.Pick<Color>(coat), 0.02));
            y += h;
        }
        if (dice.Chance(0.6))
            canvas.Ellipse(r * dice.Around(0, 0.4), r * dice.Around(0.1, 0.4), r * 0.2, r * 0.11, coat[3], $"stroke='{coat[2]}' stroke-width='{r * 0.03:0.#}'");
    }

    private static void Craters(Canvas canvas, Dice dice, double r, Color[] coat)
    {
        for (var i = 0; i < 5; i++)
            canvas.Path(Curve.Blob(dice, r * dice.Around(0, 0.8), r * dice.Around(0, 0.8), r * dice.Range(0.2, 0.5), r * dice.Range(0.15, 0.35), 0.3, 11), dice.Pick(coat[1], coat[2]).Fade(0.8));
        if (r < 30) return;
        for (var i = 0; i < 16; i++)
        {
            var (cx, cy, cr) = (r * dice.Around(0, 0.9), r * dice.Around(0, 0.9), r * (0.02 + 0.1 * Math.Pow(dice.Next(), 2)));
            canvas.Circle(cx, cy, cr, coat[3].Fade(0.75));
            canvas.Circle(cx + cr * 0.18, cy + cr * 0.18, cr * 0.85, coat[1]);
        }
    }

    private static void Ring(Canvas canvas, double x, double y, double r, double tilt, Color[] coat, bool front)
    {
        // Both halves are the same ellipses; the clip keeps the far half behind the globe and the near half before it.
        var half = front ? $"M{-4 * r:0} 0H{4 * r:0}V{4 * r:0}H{-4 * r:0}Z" : $"M{-4 * r:0} 0H{4 * r:0}V{-4 * r:0}H{-4 * r:0}Z";
        using (canvas.At(x, y, tilt))
        using (canvas.Group($"clip-path='{canvas.Clip(half)}'"))
            for (var i = 0; i < 7; i++)
                canvas.Ellipse(0, 0, r * (1.35 + i * 0.11), r * (1.35 + i * 0.11) * 0.27, "none", $"stroke='{coat[(i * 2 + 1) % 4].Fade(0.3 + 0.5 * ((i * 5) % 4) / 3.0)}' stroke-width='{r * 0.085:0.##}'");
    }
}
