using ImageRetrieval.SamplePainter.Drawing;

namespace ImageRetrieval.SamplePainter.Scenes;

/// <summary>Coral gardens on the sea floor, with anemones, starfish and jellyfish.</summary>
internal sealed class ReefScene : Scene
{
    private static readonly string[] s_corals = ["#ff6f61 #ffb03f #e84a8a #8f5ad0 #3fc0b0", "#f08a5a #f4d35e #ee964b #f95738 #2a9d8f", "#c77dff #7b2cbf #ff9ecb #5a8fe0 #f4e4ff", "#e63946 #f1a7a9 #ffcf56 #66c2a5 #4f7cac"];
    private static readonly string[] s_waters = ["#5fd0e8 #1f86c0 #0d4f8f", "#3f8fd8 #1f4fa8 #14256a", "#7fe8d8 #2fa8a8 #146a7a", "#2a4a8a #1a2c66 #0c1438"];

    public override string Kind => "reef";

    public override string Paint(Canvas canvas, Dice dice, int number)
    {
        var water = Color.HexAll(s_waters[(number + number / 4) % s_waters.Length]);
        var corals = Color.HexAll(s_corals[number % s_corals.Length]);
        canvas.Background(canvas.Vertical(water));
        canvas.Rays(dice, canvas.Width * dice.Range(0.2, 0.8), -50, 9, water[0].Lighten(0.12), 0.55);
        for (var layer = 0; layer < 3; layer++)
        {
            var near = layer / 2.0;
            var (foot, haze) = (canvas.Height * (0.8 + 0.11 * layer), 0.6 * (1 - near));
            var sand = Color.Hex("#e8d4a0").Mix(water[1], 0.35 + haze * 0.6);
            canvas.Path(Curve.Ground(Curve.Ridge(dice, -10, canvas.Width + 10, foot, canvas.Height * 0.03, 0.45, 4), canvas.Height, smooth: true), canvas.Vertical(sand, sand.Darken(0.12)));
            for (var i = 0; i < 7; i++)
                PaintCoral(canvas, dice, canvas.Width * (i + dice.Next()) / 7, foot + 8, canvas.Unit * (0.15 + 0.16 * near) * dice.Range(0.7, 1.25), dice.Vary(dice.Pick<Color>(corals), 0.04, 8).Mix(water[1], haze), number + i);
        }

        var guests = (number % 3) switch { 0 => "fish", 1 => "jellyfish", _ => "a starfish" };
        if (guests == "fish")
            for (var i = 0; i < 7; i++)
                Fish.Paint(canvas, dice, Fish.Shapes[number / 3 % 6], canvas.Width * dice.Next(), canvas.Height * dice.Range(0.1, 0.55), canvas.Unit * dice.Range(0.03, 0.06), corals[1].Lighten(0.06), corals[2], number % 2 == 0, dice.Around(0, 8));
        else if (guests == "jellyfish")
            for (var i = dice.Int(2, 4); i > 0; i--)
                PaintJellyfish(canvas, dice, canvas.Width * dice.Range(0.12, 0.88), canvas.Height * dice.Range(0.16, 0.45), canvas.Unit * dice.Range(0.06, 0.12), corals[dice.Int(2, 4)].Lighten(0.12));
        else
            PaintStarfish(canvas, dice, canvas.Width * dice.Range(0.3, 0.7), canvas.Height * 0.84, canvas.Unit * dice.Range(0.13, 0.18), corals[1].Lighten(0.04));
        canvas.Vignette(0.35);
        var word = corals[number % 5].Word;
        return $"{("aeiou".Contains(word[0]) ? "An" : "A")} {word} coral reef in {water[1].Word} water with {guests}";
    }

    private static void PaintCoral(Canvas canvas, Dice dice, double x, double foot, double size, Color color, int kind)
    {
        using (canvas.At(x, foot, dice.Around(0, 8), size / 100))
            switch (kind % 5)
            {
                case 0: Twigs(canvas, dice, color, 0, 0, 42, -90, 11, 4); break;
                case 1:
                    for (var i = -4; i <= 4; i++)
                    {
                        var tall = dice.Range(50, 105);
                        canvas.Stroke($"M{i * 7} 6C{i * 10} {-tall * 0.4:0} {i * 13} {-tall * 0.5:0} {i * 12} {-tall:0}", color.Lighten(i * 0.012), 11);
                        canvas.Ellipse(i * 12, -tall, 4, 2.4, color.Darken(0.25));
                    }
                    break;
                case 2:
                    canvas.Path(Curve.Blob(dice, 0, -30, 62, 44, 0.08), canvas.Radial(0.35, 0.3, 0.8, color.Lighten(0.1), color, color.Darken(0.16)));
                    for (var i = 0; i < 9; i++)
                        canvas.Stroke(Curve.Smooth(Curve.Wave(-50 + Math.Abs(i - 4) * 5, 50 - Math.Abs(i - 4) * 5, -64 + i * 8.5, 3.2, 22, i * 2.0), closed: false), color.Darken(0.13), 2);
                    break;
                case 3:
                    canvas.Path("M-5 8L-8 -20C-70 -30 -84 -80 -60 -112C-20 -132 30 -132 62 -112C84 -80 70 -30 8 -20L5 8Z", color.Fade(0.35));
                    for (var i = -5; i <= 5; i++) Twigs(canvas, dice, color, 0, -10, 36, -90 + i * 13, 4, 3);
                    break;
                default:
                    canvas.Rect(-24, -26, 48, 32, color.Darken(0.12), "rx='10'");
                    for (var i = -7; i <= 7; i++)
                    {
                        var sway = dice.Around(0, 9);
                        canvas.Stroke($"M{i * 3} -20Q{i * 7 + sway:0} -50 {i * 8 + sway:0} {-62 - dice.Range(0, 22):0}", color.Lighten(0.05 + (i & 1) * 0.05), 7);
                    }
                    break;
            }
    }

    private static void Twigs(Canvas canvas, Dice dice, Color color, double x, double y, double length, double angle, double width, int depth)
    {
        var tip = Point.Polar(length, angle, x, y);
        canvas.Line(x, y, tip.X, tip.Y, color.Lighten((4 - depth) * 0.03), width);
        if (depth == 0) return;
        foreach (var side in (double[])[-1, 1])
            Twigs(canvas, dice, color, tip.X, tip.Y, length * dice.Range(0.6, 0.82), angle + side * dice.Range(14, 34), width * 0.76, depth - 1);
    }

    private static void PaintJellyfish(Canvas canvas, Dice dice, double x, double y, double r, Color color)
    {
        using (canvas.At(x, y, dice.Around(0, 16), r / 50))
        {
            canvas.Glow(0, 0, 85, color, 0.4);
            for (var i = -4; i <= 4; i++)
            {
                var sway = dice.Around(0, 16);
                canvas.Stroke($"M{i * 10} 6C{i * 10 + sway:0} 40 {i * 9 - sway:0} 70 {i * 10 + sway:0} {dice.Range(80, 140):0}", color.Lighten(0.1).Fade(0.6), 2.4);
            }
            canvas.Path("M-50 8C-50 -58 50 -58 50 8C40 2 34 14 25 8C16 2 8 14 0 8C-8 2 -16 14 -25 8C-34 2 -40 14 -50 8Z", canvas.Radial(0.5, 0.2, 0.8, color.Lighten(0.2).Fade(0.95), color.Fade(0.75), color.Darken(0.05).Fade(0.6)));
            for (var i = -1; i <= 1; i++) canvas.Ellipse(i * 20, -14, 8, 11, color.Lighten(0.25).Fade(0.6));
        }
    }

    private static void PaintStarfish(Canvas canvas, Dice dice, double x, double y, double r, Color color)
    {
        using (canvas.At(x, y, dice.Range(0, 72), r / 100, r / 112, $"filter='{canvas.Shadow(0, 6, 8, 0.5)}'"))
        {
            canvas.Path(Curve.Smooth([.. Enumerable.Range(0, 10).Select(i => Point.Polar((i & 1) == 0 ? 100 : 38, i * 36))]), canvas.Radial(0.5, 0.5, 0.5, color.Lighten(0.14), color), $"stroke='{color.Darken(0.15)}' stroke-width='3'");
            for (var arm = 0; arm < 5; arm++)
                for (var i = 0; i < 6; i++)
                {
                    var p = Point.Polar(i * 15, arm * 72);
                    canvas.Circle(p.X, p.Y, 5.5 - i * 0.6, color.Lighten(0.24));
                }
        }
    }
}
