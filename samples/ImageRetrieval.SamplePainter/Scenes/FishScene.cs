using ImageRetrieval.SamplePainter.Drawing;

namespace ImageRetrieval.SamplePainter.Scenes;

/// <summary>Fish in open water: a portrait, a few, or a school.</summary>
internal sealed class FishScene : Scene
{
    private static readonly string[] s_waters =
    [
        "#7fe0e6 #2fa3c7 #0f5a93 #0a2f5e", "#b8f0dc #4fc3b0 #1f8a8a #0d4f5c", "#3f7fd0 #1f4fa0 #102a66 #070f33", "#d4f1c0 #86c98a #3f8f6a #1f5a4a",
        "#f3e7c8 #b9dcc9 #5fb0b5 #2f6f8a", "#5a4fb0 #3a2f86 #241a5c #120c33", "#20464f #14323c #0c222b #060f16",
    ];

    private static readonly string[] s_coats =
        ["#ff7a1a #fff6ea", "#ffd23f #2c3e8f", "#2f6fe0 #ffd84d", "#e8452f #ffe3b0", "#f7f2e6 #e2571f", "#1fb5a8 #ff5c8a", "#8f5ae0 #ffd0f0", "#3a3f4a #ffcf5a", "#ff5f7a #ffe9ef", "#c8e04a #2a6f5a"];

    public override string Kind => "fish";

    public override string Paint(Canvas canvas, Dice dice, int number)
    {
        var water = Color.HexAll(s_waters[dice.Int(0, s_waters.Length - 1)]);
        canvas.Background(canvas.Vertical(water));
        canvas.Rays(dice, canvas.Width * dice.Range(0.2, 0.8), -40, 7, water[0].Lighten(0.1), 0.4);
        Weeds(canvas, dice, water);

        var shape = Fish.Shapes[number % Fish.Shapes.Length];
        var coat = Color.HexAll(s_coats[(number * 3 + number / 7) % s_coats.Length]);
        var right = dice.Chance(0.4);
        var title = (number / 2 % 3) switch
        {
            0 => Portrait(canvas, dice, shape, coat, right),
            1 => Few(canvas, dice, shape, coat, water),
            _ => School(canvas, dice, shape, coat, right, water),
        };
        Bubbles(canvas, dice, water[0].Lighten(0.2));
        canvas.Vignette(0.3);
        return title;
    }

    private static string Portrait(Canvas canvas, Dice dice, string shape, Color[] coat, bool right)
    {
        Fish.Paint(canvas, dice, shape, canvas.Width * dice.Range(0.45, 0.55), canvas.Height * dice.Range(0.42, 0.56), Math.Min(canvas.Width * 0.34, canvas.Height * 0.42) * dice.Range(0.85, 1.05), coat[0], coat[1], right, dice.Around(0, 14));
        return $"{(shape == "angelfish" ? "An" : "A")} {shape} up close";
    }

    private static string Few(Canvas canvas, Dice dice, string shape, Color[] coat, Color[] water)
    {
        var count = dice.Int(3, 5);
        for (var i = 0; i < count; i++)
        {
            var near = (i + 1.0) / count;
            Fish.Paint(canvas, dice, shape, canvas.Width * dice.Range(0.2, 0.8), canvas.Height * (i + dice.Range(0.35, 0.65)) / count, canvas.Unit * (0.1 + 0.09 * near),
                coat[0].Mix(water[1], 0.4 * (1 - near)), coat[1].Mix(water[1], 0.4 * (1 - near)), dice.Chance(0.5), dice.Around(0, 12));
        }
        return $"{count} {Plural(shape)}";
    }

    private static string School(Canvas canvas, Dice dice, string shape, Color[] coat, bool right, Color[] water)
    {
        var count = dice.Int(16, 34);
        var turn = dice.Around(0, 14);
        for (var i = 0; i < count; i++)
        {
            var near = (i + 1.0) / count;
            var p = Point.Polar(canvas.Unit * 0.52 * Math.Sqrt(dice.Next()), dice.Range(0, 360), canvas.Width / 2, canvas.Height / 2);
            Fish.Paint(canvas, dice, shape, canvas.Width / 2 + (p.X - canvas.Width / 2) * 1.25, p.Y, canvas.Unit * (0.03 + 0.05 * near),
                coat[0].Mix(water[1], 0.55 * (1 - near)), coat[1].Mix(water[1], 0.55 * (1 - near)), right, turn + dice.Around(0, 7));
        }
        return $"A school of {Plural(shape)}";
    }

    private static void Weeds(Canvas canvas, Dice dice, Color[] water)
    {
        for (var i = 0; i < 9; i++)
        {
            var x = dice.Range(0, canvas.Width);
            var tall = canvas.Height * dice.Range(0.15, 0.45);
            var sway = dice.Range(8, 22) * dice.Sign();
            var color = water[2].Mix(dice.Pick(Color.Hex("#3f9a5a"), Color.Hex("#8a6f2f"), Color.Hex("#1f6a5a")), 0.5).Fade(0.75);
            canvas.Stroke($"M{x:0} {canvas.Height:0}c{sway:0} {-tall * 0.3:0} {-sway:0} {-tall * 0.6:0} {sway * 0.4:0} {-tall:0}", color, dice.Range(4, 10));
        }
    }

    private static void Bubbles(Canvas canvas, Dice dice, Color color)
    {
        for (var i = 0; i < 16; i++)
        {
            var (x, y, r) = (dice.Range(0, canvas.Width), dice.Range(0, canvas.Height), dice.Range(1.5, 7));
            canvas.Circle(x, y, r, color.Fade(0.16), $"stroke='{color.Fade(0.6)}' stroke-width='.8'");
            canvas.Circle(x - r * 0.35, y - r * 0.35, r * 0.22, Color.White.Fade(0.8));
        }
    }

    private static string Plural(string shape) => shape == "tang" || shape == "tetra" ? shape + "s" : shape;
}
