using ImageRetrieval.SamplePainter.Drawing;

namespace ImageRetrieval.SamplePainter.Scenes;

/// <summary>One fruit, about as large as a circle of the given radius.</summary>
internal static class Fruit
{
    public static readonly string[] Names = ["apples", "oranges", "lemons", "pears", "plums", "limes", "peaches", "grapes", "cut oranges", "cut kiwis"];

    public static void Paint(Canvas canvas, Dice dice, string name, double x, double y, double r)
    {
        canvas.Ellipse(x + r * 0.25, y + r * 0.93, r * 0.95, r * 0.2, Color.Black.Fade(0.34), $"filter='{canvas.Blur(Math.Max(1.5, r * 0.06))}'");
        using (canvas.At(x, y, dice.Around(0, 10), r / 100))
            switch (name)
            {
                case "apples": Apple(canvas, Color.Hex(dice.Pick("#c8202a", "#d8402f", "#8fb83a", "#e0b03a"))); break;
                case "oranges": Round(canvas, dice, Color.Hex("#f5861f"), 1); Leaf(canvas); break;
                case "peaches": Round(canvas, dice, Color.Hex("#f6a070"), 1); canvas.Stroke("M10 -92C-14 -50 -14 0 4 50", Color.Hex("#c8503a").Fade(0.55), 4); Leaf(canvas); break;
                case "plums": Round(canvas, dice, Color.Hex("#56307a"), 0.94); canvas.Stroke("M0 -88C-20 -40 -20 10 -6 60", Color.Hex("#2a1444").Fade(0.6), 3); break;
                case "limes": Citrus(canvas, Color.Hex("#7fb02a")); break;
                case "lemons": Citrus(canvas, Color.Hex("#f7d024")); break;
                case "pears": Pear(canvas, Color.Hex(dice.Pick("#c8c83f", "#d8b84a", "#9ab04a"))); break;
                case "grapes": Grapes(canvas, dice, Color.Hex(dice.Pick("#5a2a6a", "#9ab84a", "#7a2a4a"))); break;
                case "cut kiwis": Slice(canvas, Color.Hex("#7a5a34"), Color.Hex("#a8cf4a"), Color.Hex("#f4f4d0"), seeds: true); break;
                default: Slice(canvas, Color.Hex("#f08a1f"), Color.Hex("#ffb03f"), Color.Hex("#fff0d0"), seeds: false); break;
            }
    }

    private static string Skin(Canvas canvas, Color color) =>
        canvas.Radial(0.34, 0.28, 0.82, color.Lighten(0.18), color, color.Darken(0.07), color.Darken(0.26));

    private static void Shine(Canvas canvas) =>
        canvas.Ellipse(-36, -46, 22, 14, Color.White.Fade(0.5), $"transform='rotate(-35 -36 -46)' filter='{canvas.Blur(4)}'");

    private static void Leaf(Canvas canvas)
    {
        canvas.Stroke("M2 -92C2 -104 8 -112 14 -116", Color.Hex("#5a3a1f"), 7);
        canvas.Path("M8 -104C30 -134 62 -130 78 -112C56 -96 28 -92 8 -104Z", canvas.Horizontal(Color.Hex("#4f8f3a"), Color.Hex("#2f6a2f")));
    }

    private static void Round(Canvas canvas, Dice dice, Color color, double wide)
    {
        canvas.Ellipse(0, 0, 97 * wide, 95, Skin(canvas, color));
        for (var i = 0; i < 40; i++)
        {
            var p = Point.Polar(85 * Math.Sqrt(dice.Next()), dice.Range(0, 360));
            canvas.Circle(p.X * wide, p.Y, 1.8, color.Darken(0.08).Fade(0.5));
        }
        Shine(canvas);
    }

    private static void Apple(Canvas canvas, Color color)
    {
        canvas.Path("M0 -70C30 -96 98 -88 98 -14C98 50 50 98 22 94C10 92 -10 92 -22 94C-50 98 -98 50 -98 -14C-98 -88 -30 -96 0 -70Z", Skin(canvas, color));
        canvas.Path("M-30 -76C-10 -62 10 -62 30 -76C14 -56 -14 -56 -30 -76Z", color.Darken(0.22).Fade(0.7));
        Shine(canvas);
        canvas.Stroke("M0 -66C0 -86 4 -98 12 -108", Color.Hex("#5a3a1f"), 7);
        canvas.Path("M6 -88C26 -116 54 -116 70 -100C50 -84 26 -80 6 -88Z", canvas.Horizontal(Color.Hex("#6aa84a"), Color.Hex("#3a7a34")));
    }

    private static void Citrus(Canvas canvas, Color color)
    {
        canvas.Path("M-112 6C-100 -20 -86 -74 0 -76C84 -76 96 -22 114 -2C108 16 88 78 0 80C-82 80 -94 26 -112 6Z", Skin(canvas, color));
        Shine(canvas);
        canvas.Circle(108, -2, 6, color.Darken(0.14));
    }

    private static void Pear(Canvas canvas, Color color)
    {
        canvas.Path("M-4 -118C30 -118 34 -80 40 -50C48 -16 92 -6 90 40C88 78 50 96 0 96C-50 96 -90 78 -90 40C-90 -6 -48 -16 -40 -50C-34 -84 -34 -118 -4 -118Z", Skin(canvas, color));
        Shine(canvas);
        canvas.Stroke("M0 -114C0 -130 8 -140 16 -146", Color.Hex("#5a3a1f"), 7);
    }

    private static void Grapes(Canvas canvas, Dice dice, Color color)
    {
        canvas.Stroke("M0 -70V-116", Color.Hex("#7a6a34"), 7);
        canvas.Path("M0 -90C-40 -140 -80 -110 -86 -80C-60 -66 -24 -70 0 -90Z", Color.Hex("#5a8f3a"));
        for (var row = 0; row < 5; row++)
            for (var i = 0; i < 5 - row; i++)
                canvas.Circle((i - (4 - row) / 2.0) * 41 + dice.Around(0, 4), -58 + row * 34, 25, Skin(canvas, dice.Vary(color, 0.05, 8)));
    }

    private static void Slice(Canvas canvas, Color peel, Color flesh, Color pith, bool seeds)
    {
        canvas.Circle(0, 0, 96, peel);
        canvas.Circle(0, 0, 88, seeds ? flesh : pith);
        canvas.Circle(0, 0, 80, canvas.Radial(0.5, 0.5, 0.5, flesh.Lighten(0.1), flesh, flesh.Darken(0.04)));
        for (var i = 0; i < 10; i++)
        {
            var p = Point.Polar(80, i * 36);
            if (!seeds) canvas.Line(0, 0, p.X, p.Y, pith, 5);
            else for (var k = 0; k < 2; k++) { var s = Point.Polar(34 + k * 12, i * 36 + k * 18); canvas.Ellipse(s.X, s.Y, 3, 5, Color.Hex("#241c14"), $"transform='rotate({i * 36 + k * 18 + 90} {s.X:0.#} {s.Y:0.#})'"); }
        }
        canvas.Circle(0, 0, seeds ? 20 : 9, pith);
    }
}
