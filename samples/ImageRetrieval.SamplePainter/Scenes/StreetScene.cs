using ImageRetrieval.SamplePainter.Drawing;

namespace ImageRetrieval.SamplePainter.Scenes;

/// <summary>Rows of painted houses, along a street, a canal or up a hill.</summary>
internal sealed class StreetScene : Scene
{
    private static readonly string[] s_paints =
    [
        "#e8a33d #c8553d #5a8fa8 #f2e3c0 #8fae6a", "#f4b8b0 #a8d0c8 #f8e0a0 #c0b0e0 #f4f0e4", "#b04a3a #8a3a30 #c8704a #d8a070 #6a4038", "#3f7fa8 #e0573f #f4c83f #4fa08a #f4ecd8", "#e4dccc #d0c0a4 #f4f0e8 #b8c0b8 #c8a888",
    ];

    public override string Kind => "street";

    public override string Paint(Canvas canvas, Dice dice, int number)
    {
        Sky[] skies = [Sky.Morning, Sky.Golden, Sky.Noon, Sky.Dusk, Sky.Overcast, Sky.Sunset];
        var sky = skies[number % skies.Length];
        var paints = Color.HexAll(s_paints[number % s_paints.Length]);
        sky.Paint(canvas, dice, canvas.Height * 0.85, 0.6);
        var form = number % 3;
        var foot = canvas.Height * (form == 1 ? dice.Range(0.62, 0.7) : 0.88);
        if (form == 2) PaintHill(canvas, dice, sky, paints);
        else
        {
            var seed = $"street{number}";
            var floors = dice.Int(2, canvas.Portrait ? 4 : 3);
            PaintRow(canvas, new Dice(seed), sky, paints, foot, floors);
            if (form == 1) PaintCanal(canvas, dice, sky, foot, () => PaintRow(canvas, new Dice(seed), sky, paints, foot, floors));
            else PaintRoad(canvas, dice, sky, foot);
        }
        canvas.Vignette(0.2);
        return (form switch { 0 => $"A street of {string.Join(" and ", new[] { paints[0].Word, paints[2].Word }.Distinct())} houses", 1 => "Houses along a canal", _ => "A village on a hill" }) + " " + sky.Time;
    }

    private static void PaintRow(Canvas canvas, Dice dice, Sky sky, Color[] paints, double foot, int floors)
    {
        for (var x = -dice.Range(0, 30); x < canvas.Width;)
        {
            var w = canvas.Width * dice.Range(0.13, 0.21);
            House.Paint(canvas, dice, sky, x, foot, w, foot * dice.Range(0.5, 0.74), floors + dice.Int(0, 1), dice.Vary(dice.Pick<Color>(paints), 0.03));
            x += w;
        }
    }

    private static void PaintHill(Canvas canvas, Dice dice, Sky sky, Color[] paints)
    {
        for (var row = 0; row < 5; row++)
        {
            var near = row / 4.0;
            var w = canvas.Unit * (0.09 + 0.09 * near);
            var arch = canvas.Height * 0.16 * (1 - near);
            for (var x = -dice.Range(0, w); x < canvas.Width; x += w * dice.Range(0.95, 1.3))
            {
                var bow = Math.Pow((x - canvas.Width / 2) / canvas.Width * 2, 2);
                var foot = canvas.Height * (0.46 + 0.14 * row) + arch * bow;
                canvas.Ellipse(x, foot, w * 1.1, w * 0.5, sky.Lit(Color.Lch(0.5, 0.09, dice.Range(115, 140)), 0.5 * (1 - near)));
                House.Paint(canvas, dice, sky, x, foot, w * dice.Range(0.8, 1), w * dice.Range(0.9, 1.5), dice.Int(1, 2), sky.Lit(dice.Vary(dice.Pick<Color>(paints)), 0.35 * (1 - near)));
            }
        }
    }

    private static void PaintRoad(Canvas canvas, Dice dice, Sky sky, double foot)
    {
        var stone = sky.Lit(Color.Hex("#a8a098"));
        canvas.Rect(0, foot, canvas.Width, canvas.Height, canvas.Vertical(stone.Lighten(0.04), stone.Darken(0.16)));
        canvas.Rect(0, foot, canvas.Width, 4, stone.Darken(0.2));
        for (var i = 0; i < 5; i++)
        {
            var x = canvas.Width * dice.Next();
            var tall = canvas.Unit * dice.Range(0.1, 0.2);
            canvas.Line(x, foot + 6, x, foot - tall * 0.6, sky.Lit(Color.Hex("#5a4030")), 3);
            canvas.Path(Curve.Blob(dice, x, foot - tall, tall * 0.42, tall * 0.5, 0.12), sky.Lit(Color.Lch(0.52, 0.11, dice.Range(110, 145))));
            canvas.Path(Curve.Blob(dice, x - tall * 0.1, foot - tall * 1.12, tall * 0.24, tall * 0.26, 0.12), sky.Lit(Color.Lch(0.62, 0.12, 125)).Fade(0.7));
        }
    }

    private static void PaintCanal(Canvas canvas, Dice dice, Sky sky, double shore, Action mirror)
    {
        var quay = sky.Lit(Color.Hex("#7a6a60"));
        using (canvas.Group($"clip-path='{canvas.Clip($"M0 {shore:0}H{canvas.Width:0}V{canvas.Height:0}H0Z")}'"))
        {
            canvas.Rect(0, shore, canvas.Width, canvas.Height, canvas.Vertical(sky.Horizon, sky.Colors[0]));
            using (canvas.Group($"transform='translate(0 {shore * 2 + 8:0.#}) scale(1 -1)' filter='{canvas.Blur(1.8)}' opacity='.75'"))
                mirror();
            canvas.Rect(0, shore, canvas.Width, canvas.Height, canvas.Vertical(sky.Lit(Color.Hex("#1f4a5a")).Fade(0.2), sky.Lit(Color.Hex("#1f4a5a")).Fade(0.75)));
            for (var i = 0; i < 45; i++)
            {
                var t = dice.Next();
                canvas.Rect(dice.Range(-20, canvas.Width), shore + 6 + t * (canvas.Height - shore), (8 + 40 * t) * dice.Range(0.5, 1), 1 + t, sky.Light.Fade(dice.Range(0.1, 0.3)), "rx='1'");
            }
        }
        canvas.Rect(0, shore - 2, canvas.Width, 7, canvas.Vertical(quay.Lighten(0.1), quay.Darken(0.1)));
    }
}
