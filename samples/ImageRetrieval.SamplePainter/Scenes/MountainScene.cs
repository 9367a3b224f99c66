using ImageRetrieval.SamplePainter.Drawing;

namespace ImageRetrieval.SamplePainter.Scenes;

/// <summary>Ranges behind ranges, snow on the high ones, now and then a lake.</summary>
internal sealed class MountainScene : Scene
{
    private static readonly string[] s_rocks = ["#4a5a78 #2f4a4f #1f3a30", "#7a5a5f #5a3f4a #33292f", "#5f7a6a #3f6a4a #24482f", "#6a6a9a #4a4a7a #2a2f55", "#a0705a #7a4a3f #4a2a2a", "#5a8a9a #3a6a7f #1f4658"];

    public override string Kind => "mountain";

    public override string Paint(Canvas canvas, Dice dice, int number)
    {
        Sky[] skies = [.. Sky.All, Sky.Aurora];
        var sky = skies[number % skies.Length];
        var rock = Color.HexAll(s_rocks[(number * 5 + number / 6) % s_rocks.Length]);
        var lake = number % 3 == 1;
        var floor = canvas.Height * (lake ? 0.68 : 0.86);
        sky.Paint(canvas, dice, canvas.Height * 0.8, dice.Range(0.2, 0.8));

        var layers = dice.Int(3, 5);
        var snowy = dice.Chance(0.65);
        for (var layer = 0; layer < layers; layer++)
        {
            var near = layer / (layers - 1.0);
            var color = sky.Lit(rock[0].Mix(rock[2], near), 0.75 * (1 - near));
            var y = canvas.Height * (0.42 + (floor / canvas.Height - 0.46) * near);
            PaintRange(canvas, dice, y, canvas.Height * (0.24 - 0.11 * near), color, snowy && near < 0.6, sky, floor);
        }

        if (lake) PaintLake(canvas, dice, floor, sky, rock);
        else canvas.Rect(0, floor, canvas.Width, canvas.Height - floor, canvas.Vertical(sky.Lit(rock[2].Lighten(0.06)), sky.Lit(rock[2]).Darken(0.1)));
        PaintTrees(canvas, dice, canvas.Height * (lake ? 1.02 : 0.98), sky.Lit(rock[2].Mix(Color.Hex("#16301f"), 0.6)).Darken(0.06), dice.Int(6, 22));
        canvas.Vignette(0.22);
        return $"{(snowy ? "Snowy mountains" : "Mountain ridges")} {(lake ? "over a lake" : "and firs")} {sky.Time}";
    }

    private static void PaintRange(Canvas canvas, Dice dice, double y, double amplitude, Color color, bool snow, Sky sky, double floor)
    {
        var line = Curve.Ridge(dice, -10, canvas.Width + 10, y, amplitude, 0.53);
        var top = line.Min(p => p.Y);
        canvas.Path(Curve.Ground(line, canvas.Height), canvas.Vertical(color.Lighten(0.05), color, sky.Lit(color, 0.35)));

        // The slope away from the light: every falling stretch of the crest throws a shaded facet.
        for (var i = 2; i < line.Length - 6; i += 3)
            if (line[i].Y < line[i - 2].Y && line[i].Y < line[i + 2].Y)
            {
                var p = line[i];
                var deep = Math.Min(amplitude * 1.3, floor - p.Y);
                Point[] facet = [p, line[i + 2], line[i + 4], (p.X + amplitude * 0.9, p.Y + deep), (p.X + amplitude * 0.12, p.Y + deep * 0.55), (p.X + amplitude * 0.22, p.Y + deep * 0.3)];
                canvas.Path(Curve.Lines(facet), color.Darken(0.09).Fade(0.55));
                if (snow && p.Y < top + amplitude * 1.1)
                    PaintSnow(canvas, dice, line, i, amplitude * 0.5, sky);
            }
    }

    private static void PaintSnow(Canvas canvas, Dice dice, Point[] line, int peak, double deep, Sky sky)
    {
        var (from, to) = (Math.Max(0, peak - 4), Math.Min(line.Length - 1, peak + 4));
        var cap = new List<Point>();
        for (var i = from; i <= to; i++) cap.Add(line[i]);
        for (var i = to; i >= from; i--)
            cap.Add((line[i].X, line[i].Y + deep * (1 - Math.Abs(i - peak) / 4.4) * ((i & 1) == 0 ? 0.95 : 0.35) * dice.Range(0.8, 1.2)));
        canvas.Path(Curve.Lines(cap), sky.Lit(Color.Hex("#f6f9ff"), 0.12).Mix(sky.Light, 0.2));
    }

    private static void PaintLake(Canvas canvas, Dice dice, double shore, Sky sky, Color[] rock)
    {
        var deep = canvas.Height - shore;
        canvas.Rect(0, shore, canvas.Width, deep, canvas.Vertical(sky.Lit(rock[1], 0.5), sky.Horizon.Mix(sky.Colors[0], 0.4), sky.Colors[0].Darken(0.06)));
        for (var i = 0; i < 60; i++)
        {
            var t = dice.Next();
            var w = canvas.Width * dice.Range(0.03, 0.16) * (0.3 + t);
            canvas.Rect(dice.Range(-30, canvas.Width), shore + 2 + t * deep, w, 0.7 + t, sky.Light.Fade(dice.Range(0.08, 0.35)), "rx='1'");
        }
    }

    private static void PaintTrees(Canvas canvas, Dice dice, double foot, Color color, int count)
    {
        var gap = dice.Range(0.25, 0.75);
        for (var i = 0; i < count; i++)
        {
            var x = canvas.Width * dice.Next();
            if (Math.Abs(x / canvas.Width - gap) < 0.14) continue;
            var tall = canvas.Height * dice.Range(0.1, 0.3);
            PaintFir(canvas, x, foot, tall, dice.Vary(color, 0.03));
        }
    }

    private static void PaintFir(Canvas canvas, double x, double foot, double tall, Color color)
    {
        var points = new List<Point> { (x, foot - tall) };
        const int tiers = 6;
        for (var i = 1; i <= tiers; i++)
        {
            var (y, w) = (foot - tall + tall * 0.92 * i / tiers, tall * 0.24 * i / tiers);
            points.Add((x + w, y));
            points.Add((x + w * 0.45, y - tall * 0.015));
        }
        for (var i = points.Count - 1; i > 0; i--)
            points.Add((2 * x - points[i].X, points[i].Y));
        canvas.Path(Curve.Lines(points), canvas.Horizontal(color.Lighten(0.05), color.Darken(0.04)));
        canvas.Rect(x - tall * 0.02, foot - tall * 0.1, tall * 0.04, tall * 0.12, color.Darken(0.05));
    }
}
