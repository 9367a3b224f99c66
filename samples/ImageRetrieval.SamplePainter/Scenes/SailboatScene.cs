using ImageRetrieval.SamplePainter.Drawing;

namespace ImageRetrieval.SamplePainter.Scenes;

/// <summary>Boats under sail: one, a pair or a regatta.</summary>
internal sealed class SailboatScene : Scene
{
    private static readonly string[] s_waters = ["#1f6fa8", "#1f8a8f", "#2a4f8a", "#3f9ac0", "#1a5a70"];
    private static readonly string[] s_sails = ["#ffffff #f4efe2", "#e2483a #f7e9d0", "#ffd23f #ffffff", "#f4a261 #2a4f6f", "#2f7fc0 #ffffff", "#d8c3a0 #b89a70", "#f06a9a #fff0f4", "#43b089 #f2f7e8"];

    public override string Kind => "sailboat";

    public override string Paint(Canvas canvas, Dice dice, int number)
    {
        var sky = Sky.All[(number * 3 + 2) % Sky.All.Length];
        var horizon = canvas.Height * dice.Range(0.46, 0.62);
        var sun = sky.Paint(canvas, dice, horizon, dice.Range(0.3, 0.9));
        if (dice.Chance(0.6)) Coast(canvas, dice, sky, horizon);
        Sea.Paint(canvas, dice, sky, horizon, sun.X, Color.Hex(s_waters[number % s_waters.Length]));

        var count = (number % 3) switch { 0 => 1, 1 => dice.Int(2, 3), _ => dice.Int(6, 10) };
        for (var i = 0; i < count; i++)
        {
            var near = count == 1 ? dice.Range(0.7, 1) : (i + 1.0) / count;
            var x = count == 1 ? canvas.Width * dice.Range(0.4, 0.6) : canvas.Width * dice.Range(0.1, 0.9);
            var y = horizon + (canvas.Height - horizon) * (count == 1 ? 0.6 : 0.05 + 0.6 * near);
            var size = canvas.Unit * (count == 1 ? 0.5 : 0.12 + (count < 4 ? 0.3 : 0.18) * near);
            PaintBoat(canvas, dice, sky, x, y, size, Color.HexAll(count > 4 ? dice.Pick<string>(s_sails) : s_sails[(number + i) % s_sails.Length]));
        }
        Gulls(canvas, dice, horizon, sky);
        canvas.Vignette(0.2);
        return (count switch { 1 => "A sailing boat", < 4 => $"{count} sailing boats", _ => "A regatta" }) + " " + sky.Time;
    }

    private static void Coast(Canvas canvas, Dice dice, Sky sky, double horizon)
    {
        var line = Curve.Ridge(dice, -10, canvas.Width + 10, horizon - canvas.Height * 0.03, canvas.Height * 0.05, 0.5);
        canvas.Path(Curve.Ground(line, horizon + 1), sky.Lit(Color.Hex("#4a6a5a"), 0.6));
    }

    private static void PaintBoat(Canvas canvas, Dice dice, Sky sky, double x, double y, double size, Color[] sails)
    {
        var side = dice.Sign();
        var (main, jib) = (sky.Lit(sails[0]), sky.Lit(sails[1]));
        var hull = sky.Lit(dice.Pick(Color.Hex("#f4f4f0"), Color.Hex("#22324a"), Color.Hex("#8a4a2a"), Color.Hex("#b02a30")));
        // The mirror image first, broken by the waves that follow.
        using (canvas.At(x, y + size * 0.16, 0, side * size / 100, -size / 160, "opacity='.32'"))
            canvas.Path("M2 -14L2 -98C-24 -70 -40 -40 -46 -16ZM6 -14L6 -92C30 -62 40 -40 44 -16ZM-50 -10H56L40 10H-36Z", main.Mix(hull, 0.4));
        using (canvas.At(x, y, dice.Around(0, 7), side * size / 100, size / 100))
        {
            canvas.Line(3, 0, 3, -104, sky.Lit(Color.Hex("#6a4a30")), 2.2);
            canvas.Path("M1 -16L1 -100C-10 -76 -34 -44 -48 -18C-30 -13 -14 -13 1 -16Z", canvas.Linear(0, 0, 1, 0.3, main.Darken(0.14), main, main.Lighten(0.05)));
            canvas.Path("M6 -16L6 -94C34 -66 44 -40 46 -18C32 -12 18 -13 6 -16Z", canvas.Linear(0, 0, 1, 0.2, jib, jib.Darken(0.14)));
            for (var i = 1; i < 4; i++) canvas.Line(1, -16 - i * 20, -44 + i * 11, -18 - i * 19, main.Darken(0.16).Fade(0.6), 0.8);
            canvas.Path("M3 -104L22 -100L3 -95Z", sails[0].Turn(40).Saturate(1.3));
            canvas.Path("M-52 -10C-20 -6 30 -6 60 -13C54 4 44 12 36 14H-36C-46 8 -50 -2 -52 -10Z", canvas.Vertical(hull.Lighten(0.06), hull.Darken(0.14)));
            canvas.Stroke("M-51 -5C-20 -1 30 -1 57 -7", sails[0].Mix(hull, 0.2), 2);
            canvas.Stroke("M-58 15C-30 10 20 18 66 12", Color.White.Fade(0.55), 2.6);
        }
    }

    private static void Gulls(Canvas canvas, Dice dice, double horizon, Sky sky)
    {
        for (var i = dice.Int(0, 6); i > 0; i--)
        {
            var (x, y, w) = (dice.Range(0, canvas.Width), horizon * dice.Range(0.15, 0.7), dice.Range(4, 9));
            canvas.Stroke($"M{x - w:0.#} {y - w * 0.3:0.#}Q{x - w * 0.4:0.#} {y - w * 0.6:0.#} {x:0.#} {y:0.#}Q{x + w * 0.4:0.#} {y - w * 0.6:0.#} {x + w:0.#} {y - w * 0.3:0.#}", sky.IsDark ? Color.White.Fade(0.6) : Color.Hex("#2a3040").Fade(0.7), 1.4);
        }
    }
}
