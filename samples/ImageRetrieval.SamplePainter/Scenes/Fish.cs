using ImageRetrieval.SamplePainter.Drawing;

namespace ImageRetrieval.SamplePainter.Scenes;

/// <summary>One fish from the side, facing left, about 2 units long around the origin.</summary>
internal static class Fish
{
    public static readonly string[] Shapes = ["angelfish", "clownfish", "tang", "tetra", "goldfish", "pufferfish"];

    public static void Paint(Canvas canvas, Dice dice, string shape, double x, double y, double size, Color body, Color mark, bool right, double turn = 0)
    {
        var tall = shape switch { "angelfish" => 0.78, "tang" => 0.6, "tetra" => 0.32, "pufferfish" => 0.74, _ => 0.48 };
        var outline = $"M-100 0C-70 {-95 * tall:0} 20 {-120 * tall:0} 72 {-14 * tall:0}L72 {14 * tall:0}C20 {120 * tall:0} -70 {95 * tall:0} -100 0Z";
        using (canvas.At(x, y, turn, (right ? -1 : 1) * size / 100, size / 100))
        {
            Fins(canvas, shape, tall, mark.Mix(body, 0.3));
            canvas.Path(outline, canvas.Vertical(body.Darken(0.16), body, body.Lighten(0.16)));
            using (canvas.Group($"clip-path='{canvas.Clip(outline)}'"))
            {
                Marks(canvas, dice, shape, mark, tall);
                if (size > 40) Scales(canvas, body, tall);
                canvas.Ellipse(-20, -62 * tall, 70, 22 * tall, Color.White.Fade(0.28));
            }
            canvas.Path($"M-10 {10 * tall:0}C20 {14 * tall:0} 30 {40 * tall:0} 34 {48 * tall:0}C8 {46 * tall:0} -8 {30 * tall:0} -10 {10 * tall:0}Z", mark.Lighten(0.08).Fade(0.85));
            canvas.Circle(-68, -14 * tall, 9, Color.White);
            canvas.Circle(-69, -14 * tall, 5.6, Color.Hex("#101018"));
            canvas.Circle(-71, -17 * tall, 2, Color.White);
        }
    }

    private static void Fins(Canvas canvas, string shape, double tall, Color fin)
    {
        var fill = canvas.Horizontal(fin.Darken(0.05), fin.Lighten(0.12).Fade(0.85));
        var reach = shape switch { "angelfish" => 150, "goldfish" => 105, _ => 78 };
        canvas.Path($"M-40 {-70 * tall:0}C-10 {-70 * tall - reach * 0.5:0} 40 {-60 * tall - reach * 0.62:0} 66 {-30 * tall - reach * 0.45:0}C58 {-60 * tall:0} 60 {-30 * tall:0} 60 {-16 * tall:0}Z", fill);
        canvas.Path($"M-10 {70 * tall:0}C10 {60 * tall + reach * 0.4:0} 46 {50 * tall + reach * 0.5:0} 66 {30 * tall + reach * 0.4:0}C58 {56 * tall:0} 60 {30 * tall:0} 60 {16 * tall:0}Z", fill);
        canvas.Path(shape == "goldfish"
            ? "M64 0C90 -60 140 -84 168 -70C150 -40 150 -20 128 0C150 20 150 44 168 74C140 84 90 60 64 0Z"
            : "M64 0C84 -30 104 -52 132 -56C120 -24 120 24 132 56C104 52 84 30 64 0Z", fill);
    }

    private static void Marks(Canvas canvas, Dice dice, string shape, Color mark, double tall)
    {
        switch (shape)
        {
            case "clownfish" or "angelfish":
                foreach (var at in (double[])[-50, 2, 50])
                {
                    canvas.Path($"M{at - 11:0} -110C{at - 22:0} -20 {at - 22:0} 20 {at - 11:0} 110L{at + 11:0} 110C{at:0} 20 {at:0} -20 {at + 11:0} -110Z", mark);
                    canvas.Stroke($"M{at + 11:0} -110C{at:0} -20 {at:0} 20 {at + 11:0} 110", Color.Black.Fade(0.35), 3);
                }
                break;
            case "tetra" or "tang":
                canvas.Path($"M-90 {-22 * tall:0}C-30 {-62 * tall:0} 30 {-30 * tall:0} 90 {-10 * tall:0}L90 {16 * tall:0}C20 {10 * tall:0} -30 {-16 * tall:0} -90 {-22 * tall:0}Z", mark);
                break;
            default:
                for (var i = 0; i < 18; i++)
                    canvas.Circle(dice.Range(-50, 70), dice.Range(-90, 30) * tall, dice.Range(4, 11), mark.Fade(0.75));
                break;
        }
    }

    private static void Scales(Canvas canvas, Color body, double tall)
    {
        var d = new System.Text.StringBuilder();
        for (var row = -7; row <= 7; row++)
            for (var column = 0; column < 10; column++)
                d.Append($"M{-46 + column * 13 + (row & 1) * 6.5:0.#} {row * 13 * tall - 6:0.#}a7 7 0 0 0 0 12");
        canvas.Stroke(d.ToString(), body.Darken(0.22).Fade(0.4), 1.4);
    }
}
