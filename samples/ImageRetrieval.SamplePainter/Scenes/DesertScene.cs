using ImageRetrieval.SamplePainter.Drawing;

namespace ImageRetrieval.SamplePainter.Scenes;

/// <summary>Dunes, table mountains and cacti.</summary>
internal sealed class DesertScene : Scene
{
    private static readonly string[] s_sands = ["#f0c078 #d8924a #a85f34", "#e8a080 #c86a50 #8a3f38", "#f4dca8 #e0b870 #b88a4f", "#d8a0a0 #b07080 #6f4560", "#e8c8a0 #c09878 #86644f"];

    public override string Kind => "desert";

    public override string Paint(Canvas canvas, Dice dice, int number)
    {
        var sky = Sky.All[(number * 5 + 3) % 7];
        var sand = Color.HexAll(s_sands[number % s_sands.Length]);
        sky.Paint(canvas, dice, canvas.Height * 0.66, 0.15);
        var mesas = number % 3 != 1;
        if (mesas) Mesas(canvas, dice, sky, sand);
        for (var layer = 0; layer < 4; layer++)
            Dune(canvas, dice, sky, sand, canvas.Height * (0.56 + 0.11 * layer), layer / 3.0);

        var count = number % 3 == 0 ? 1 : dice.Int(3, 8);
        for (var i = 0; i < count; i++)
        {
            var near = count == 1 ? 1 : (i + 1.0) / count;
            var tall = canvas.Unit * (count == 1 ? dice.Range(0.5, 0.68) : 0.1 + 0.3 * near);
            var x = count == 1 ? canvas.Width * dice.Range(0.3, 0.7) : canvas.Width * (0.08 + 0.84 * ((i * 0.618 + dice.Range(0, 0.12)) % 1));
            PaintCactus(canvas, dice, x, canvas.Height * (0.62 + 0.3 * near), tall, sky.Lit(Color.Lch(dice.Range(0.42, 0.56), 0.1, dice.Range(135, 165)), 0.4 * (1 - near)), dice.Int(0, 2));
        }
        canvas.Vignette(0.2);
        return $"{(count == 1 ? "A cactus" : "Cacti")} and {(mesas ? "table mountains" : "dunes")} {sky.Time}";
    }

    private static void Mesas(Canvas canvas, Dice dice, Sky sky, Color[] sand)
    {
        for (var i = dice.Int(2, 4); i > 0; i--)
        {
            var (x, w, h) = (canvas.Width * dice.Next(), canvas.Width * dice.Range(0.08, 0.26), canvas.Height * dice.Range(0.1, 0.26));
            var (foot, color) = (canvas.Height * 0.64, sky.Lit(sand[2], dice.Range(0.3, 0.55)));
            canvas.Path(Curve.Lines([(x - w, foot), (x - w * 0.66, foot - h * 0.4), (x - w * 0.6, foot - h * 0.95), (x - w * 0.45, foot - h), (x + w * 0.5, foot - h * 0.97), (x + w * 0.58, foot - h * 0.4), (x + w, foot)]), canvas.Vertical(color.Lighten(0.08), color, color.Lighten(0.04)));
            canvas.Path(Curve.Lines([(x + w * 0.2, foot - h * 0.98), (x + w * 0.5, foot - h * 0.97), (x + w * 0.58, foot - h * 0.4), (x + w, foot), (x + w * 0.3, foot)]), color.Darken(0.09).Fade(0.7));
            for (var s = 1; s < 4; s++) canvas.Line(x - w * 0.6, foot - h * (1 - s * 0.13), x + w * 0.52, foot - h * (0.99 - s * 0.13), color.Darken(0.07).Fade(0.8), 1.6);
        }
    }

    private static void Dune(Canvas canvas, Dice dice, Sky sky, Color[] sand, double y, double near)
    {
        var color = sky.Lit(sand[0].Mix(sand[1], near * 0.8), 0.45 * (1 - near));
        var line = Curve.Wave(-20, canvas.Width + 20, y, canvas.Height * dice.Range(0.025, 0.06), canvas.Width * dice.Range(0.6, 1.3), dice.Range(0, 6));
        canvas.Path(Curve.Ground(line, canvas.Height, smooth: true), canvas.Vertical(color.Lighten(0.07), color, color.Darken(0.1)));
        var crest = line.MinBy(p => p.Y);
        var shade = sky.Lit(sand[2], 0.4 * (1 - near)).Fade(0.55);
        canvas.Path($"M{crest.X:0} {crest.Y:0}C{crest.X + 30:0} {crest.Y + 30:0} {crest.X - 20:0} {crest.Y + 70:0} {crest.X + 40:0} {crest.Y + 140:0}L{crest.X + 260:0} {crest.Y + 140:0}C{crest.X + 180:0} {crest.Y + 40:0} {crest.X + 90:0} {crest.Y + 22:0} {crest.X:0} {crest.Y:0}Z", canvas.Linear(0, 0, 1, 0.6, shade, shade.Fade(0)));
        if (near > 0.6)
            for (var i = 0; i < 7; i++)
                canvas.Stroke(Curve.Smooth(Curve.Wave(-10, canvas.Width + 10, y + canvas.Height * (0.07 + i * 0.035), 2.2, 70 + i * 9, i), closed: false), color.Darken(0.06).Fade(0.5), 1.2);
    }

    private static void PaintCactus(Canvas canvas, Dice dice, double x, double foot, double tall, Color green, int kind)
    {
        canvas.Ellipse(x + tall * 0.16, foot, tall * 0.3, tall * 0.03, Color.Black.Fade(0.28));
        using (canvas.At(x, foot, 0, tall / 100))
            if (kind == 1) Barrel(canvas, dice, green);
            else if (kind == 2) Pears(canvas, dice, green);
            else Column(canvas, dice, green);
    }

    private static void Column(Canvas canvas, Dice dice, Color green)
    {
        void Limb(string d, double w)
        {
            canvas.Stroke(d, green.Darken(0.12), w + 2);
            canvas.Stroke(d, green, w);
            canvas.Stroke(d, green.Lighten(0.1), w * 0.22, "transform='translate(-3 0)'");
            canvas.Stroke(d, green.Darken(0.1), 1, "transform='translate(4 0)'");
        }
        var (left, right) = (dice.Range(30, 55), dice.Range(35, 65));
        if (dice.Chance(0.85)) Limb($"M0 {-left:0}H-18Q-26 {-left:0} -26 {-left - 9:0}V{-left - dice.Range(15, 30):0}", 11);
        if (dice.Chance(0.8)) Limb($"M0 {-right:0}H18Q26 {-right:0} 26 {-right - 9:0}V{-right - dice.Range(12, 28):0}", 11);
        Limb("M0 2V-92", 18);
        canvas.Circle(0, -102, 4.5, Color.Hex("#f4a0c0"));
        canvas.Circle(-4, -100, 3, Color.Hex("#ffd0e0"));
    }

    private static void Barrel(Canvas canvas, Dice dice, Color green)
    {
        canvas.Ellipse(0, -34, 34, 38, canvas.Radial(0.35, 0.3, 0.8, green.Lighten(0.14), green, green.Darken(0.16)));
        for (var i = -3; i <= 3; i++)
            canvas.Stroke($"M0 -72C{i * 15} -60 {i * 15} -10 {i * 5} 3", green.Darken(0.14), 1.6);
        for (var i = 0; i < 5; i++)
            canvas.Circle(dice.Around(0, 12), -71 + dice.Around(0, 3), 4.5, dice.Pick(Color.Hex("#ffcf3f"), Color.Hex("#ff7a9a")));
    }

    private static void Pears(Canvas canvas, Dice dice, Color green)
    {
        foreach (var (px, py, r, turn) in (ReadOnlySpan<(double, double, double, double)>)[(0, -20, 22, 0), (-16, -52, 18, -22), (17, -50, 17, 24), (-28, -78, 14, -30), (4, -80, 15, 6), (30, -76, 13, 30)])
            using (canvas.At(px, py, turn + dice.Around(0, 8)))
            {
                canvas.Ellipse(0, 0, r * 0.82, r * 1.12, canvas.Radial(0.35, 0.3, 0.8, green.Lighten(0.12), green, green.Darken(0.14)), $"stroke='{green.Darken(0.16)}' stroke-width='1'");
                for (var i = 0; i < 7; i++) canvas.Circle(dice.Around(0, r * 0.5), dice.Around(0, r * 0.8), 1.1, Color.Hex("#fff4d0").Fade(0.9));
                if (r < 16) canvas.Ellipse(0, -r * 1.2, 4, 6, Color.Hex("#d83a6a"));
            }
    }
}
