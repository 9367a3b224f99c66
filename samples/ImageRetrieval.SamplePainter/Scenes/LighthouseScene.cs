using ImageRetrieval.SamplePainter.Drawing;

namespace ImageRetrieval.SamplePainter.Scenes;

/// <summary>Lighthouses on their rocks, with a beam after dark.</summary>
internal sealed class LighthouseScene : Scene
{
    private static readonly string[] s_bands = ["#d8342a #ffffff", "#22324a #f4f4f0", "#ffffff #e8e4d8", "#2a2a2e #f7c82f", "#e0782a #fff6e4", "#2f7a5a #f4f4ec"];

    public override string Kind => "lighthouse";

    public override string Paint(Canvas canvas, Dice dice, int number)
    {
        var sky = Sky.All[(number * 3 + number / 8) % Sky.All.Length];
        var horizon = canvas.Height * dice.Range(0.56, 0.7);
        var left = dice.Chance(0.5);
        var sun = sky.Paint(canvas, dice, horizon, dice.Range(0.3, 0.8), left ? dice.Range(0.55, 0.9) : dice.Range(0.1, 0.45));
        Sea.Paint(canvas, dice, sky, horizon, sun.X, Color.Lch(0.5, 0.09, dice.Range(195, 250)));

        var x = canvas.Width * (left ? dice.Range(0.24, 0.4) : dice.Range(0.6, 0.76));
        var top = canvas.Height * dice.Range(0.66, 0.8);
        var tall = canvas.Height * dice.Range(0.42, 0.56);
        var beam = sky.Darkness >= 0.45;
        if (beam) Beam(canvas, dice, x, top - tall * 1.02, left);
        Cliff(canvas, dice, sky, x, top, left);
        var bands = Color.HexAll(s_bands[number % s_bands.Length]);
        if (dice.Chance(0.6)) Cottage(canvas, dice, sky, x + (left ? -1 : 1) * tall * 0.3, top + 3, tall * 0.3);
        Tower(canvas, dice, sky, x, top + 4, tall, bands, beam);
        Surf(canvas, dice, x, left);
        canvas.Vignette(0.22);
        return $"{(number % 6 == 2 ? "A white lighthouse" : "A striped lighthouse")} {sky.Time}";
    }

    private static void Beam(Canvas canvas, Dice dice, double x, double y, bool left)
    {
        foreach (var side in (double[])[left ? 1 : -1, left ? -1 : 1])
        {
            var (far, slope) = (x + side * canvas.Width, dice.Around(-30, 40));
            canvas.Path(Curve.Lines([(x, y), (far, y + slope - 46), (far, y + slope + 46)]), canvas.Linear(side > 0 ? 0 : 1, 0, side > 0 ? 1 : 0, 0, Color.Hex("#fff3b0").Fade(0.75), Color.Hex("#fff3b0").Fade(0.15), Color.Hex("#fff3b0").Fade(0)));
        }
    }

    private static void Cliff(Canvas canvas, Dice dice, Sky sky, double x, double top, bool left)
    {
        var (rock, grass) = (sky.Lit(Color.Hex(dice.Pick("#7a6a5a", "#5a5a66", "#8a7a6f", "#6a5048"))), sky.Lit(Color.Hex("#6f9a4a")));
        var reach = canvas.Width * dice.Range(0.2, 0.32);
        var side = left ? 1 : -1;
        var back = left ? -20 : canvas.Width + 20;
        var edge = x + side * reach;
        Point[] line = [(back, top - dice.Range(0, 20)), (x - side * reach * 0.4, top - 4), (x + side * reach * 0.45, top + 2), (edge - side * 10, top + canvas.Height * 0.09), (edge - side * 22, top + canvas.Height * 0.14), (edge + side * 12, top + canvas.Height * 0.22), (edge + side * 6, canvas.Height + 5), (back, canvas.Height + 5)];
        canvas.Path(Curve.Lines(line), canvas.Vertical(rock.Lighten(0.08), rock.Darken(0.1)));
        for (var i = 0; i < 9; i++)
        {
            var px = back + (edge - back) * dice.Range(0.1, 0.9);
            var py = top + (canvas.Height - top) * dice.Range(0.25, 0.8);
            canvas.Path(Curve.Lines([(px, py), (px + dice.Range(10, 34), py + dice.Range(4, 16)), (px + dice.Around(0, 16), py + dice.Range(24, 60))]), (dice.Chance(0.5) ? rock.Lighten(0.08) : rock.Darken(0.09)).Fade(0.7));
        }
        canvas.Path(Curve.Smooth([line[0], line[1], line[2], (line[3].X, line[3].Y + 3), (x + side * reach * 0.3, top + 15), (x - side * reach * 0.3, top + 12), (back, top + 14)]), canvas.Vertical(grass.Lighten(0.06), grass.Darken(0.1)));
    }

    private static void Tower(Canvas canvas, Dice dice, Sky sky, double x, double foot, double tall, Color[] bands, bool lit)
    {
        var count = dice.Int(4, 7);
        const string wall = "M-15 0L-9.5 -84H9.5L15 0Z";
        using (canvas.At(x, foot, 0, tall / 100))
        {
            using (canvas.Group($"clip-path='{canvas.Clip(wall)}'"))
            {
                for (var i = 0; i < count; i++)
                    canvas.Rect(-16, -84 + i * 84.0 / count, 32, 84.0 / count + 0.3, sky.Lit(bands[i % 2]));
                canvas.Rect(-16, -84, 32, 84, canvas.Horizontal(Color.White.Fade(0.25), Color.Black.Fade(0), Color.Black.Fade(0.4)));
            }
            for (var i = 0; i < 3; i++) canvas.Rect(-1.6, -70 + i * 24, 3.2, 5, lit ? Color.Hex("#ffe08a") : sky.Lit(Color.Hex("#2a3a4a")), "rx='1.4'");
            canvas.Rect(-3, -9, 6, 9, sky.Lit(Color.Hex("#5a2a1a")), "rx='2.5'");
            var iron = sky.Lit(Color.Hex("#2a2e38"));
            canvas.Rect(-13, -87, 26, 3, iron);
            for (var i = -12; i <= 12; i += 4) canvas.Line(i, -87, i, -92, iron, 0.7);
            canvas.Line(-12, -92, 12, -92, iron, 0.8);
            canvas.Rect(-6.5, -99, 13, 12, lit ? Color.Hex("#fff6c0") : sky.Lit(Color.Hex("#cfe4ee")));
            foreach (var i in (double[])[-6.5, -2.2, 2.2, 6.5]) canvas.Line(i, -99, i, -87, iron, 0.8);
            canvas.Path("M-8.5 -99C-6 -106 -3 -108 0 -110C3 -108 6 -106 8.5 -99Z", sky.Lit(bands[0].Lightness > 0.9 ? Color.Hex("#b03028") : bands[0]));
            canvas.Line(0, -110, 0, -115, iron, 0.8);
            if (lit) canvas.Glow(0, -93, 34, Color.Hex("#fff0a8"), 0.95);
        }
    }

    private static void Cottage(Canvas canvas, Dice dice, Sky sky, double x, double foot, double w)
    {
        var (wall, roof) = (sky.Lit(Color.Hex("#f2ead8")), sky.Lit(Color.Hex(dice.Pick("#a8402f", "#4a5a6a", "#7a4a30"))));
        canvas.Rect(x - w / 2, foot - w * 0.5, w, w * 0.5, canvas.Horizontal(wall, wall.Darken(0.12)));
        canvas.Path(Curve.Lines([(x - w * 0.58, foot - w * 0.48), (x - w * 0.36, foot - w * 0.85), (x + w * 0.36, foot - w * 0.85), (x + w * 0.58, foot - w * 0.48)]), roof);
        foreach (var i in (double[])[-0.3, 0.12])
            canvas.Rect(x + w * i, foot - w * 0.36, w * 0.17, w * 0.17, sky.Darkness > 0.4 ? Color.Hex("#ffd97a") : sky.Lit(Color.Hex("#4a5a6a")));
    }

    private static void Surf(Canvas canvas, Dice dice, double x, bool left)
    {
        for (var i = 0; i < 14; i++)
            canvas.Ellipse(x + (left ? 1 : -1) * canvas.Width * dice.Range(0.2, 0.36), canvas.Height * dice.Range(0.92, 1.01), dice.Range(6, 22), dice.Range(2, 6), Color.White.Fade(dice.Range(0.2, 0.6)));
    }
}
