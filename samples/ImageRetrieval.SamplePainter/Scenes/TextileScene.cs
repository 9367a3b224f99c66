using ImageRetrieval.SamplePainter.Drawing;

namespace ImageRetrieval.SamplePainter.Scenes;

/// <summary>Woven and printed patterns that fill the picture, in soft folds.</summary>
internal sealed class TextileScene : Scene
{
    private static readonly string[] s_palettes =
    [
        "#f4ead8 #c8553d #2d3a4f #e0a458", "#0f2a43 #f2efe6 #3f7cac #d9b44a", "#f7f3ea #2a9d8f #e9c46a #e76f51", "#2b1d2f #d9a5b3 #8f4f7f #f4e4d8", "#e8efe4 #4f772d #90a955 #31572c",
        "#fff1e6 #ef476f #118ab2 #ffd166", "#1b1b1e #f4f4f0 #c03221 #8a8d91", "#dfe7fd #5a4fcf #2b2d6b #f2a7c3", "#f3e0c2 #7f4f24 #b6ad90 #582f0e", "#08415c #cc2936 #ebbab9 #f1ffe7", "#fdf6e3 #b58900 #657b83 #268bd2",
    ];

    private static readonly (string Name, Action<Canvas, Dice, Color[], double> Weave)[] s_weaves =
    [
        ("Tartan", Weaves.Tartan), ("Chevrons", Weaves.Chevrons), ("Polka dots", Weaves.Dots), ("Waves of scales", Weaves.Scales), ("Ikat diamonds", Weaves.Ikat),
        ("A quilt of triangles", Weaves.Quilt), ("Houndstooth", Weaves.Houndstooth), ("Herringbone", Weaves.Herringbone), ("Printed flowers", Weaves.Flowers), ("Star tiles", Weaves.Stars), ("Striped cloth", Weaves.Stripes),
    ];

    public override string Kind => "textile";

    public override string Paint(Canvas canvas, Dice dice, int number)
    {
        var (name, weave) = s_weaves[number % s_weaves.Length];
        var palette = Color.HexAll(s_palettes[(number * 4 + number / 11 * 3) % s_palettes.Length]);
        canvas.Background(palette[0]);
        var (diagonal, turned) = (Math.Sqrt(canvas.Width * canvas.Width + canvas.Height * canvas.Height), number >= s_weaves.Length);
        using (canvas.At(canvas.Width / 2, canvas.Height / 2, turned ? dice.Pick(15.0, 45, -30, 0) : 0))
            weave(canvas, dice, palette, canvas.Unit * dice.Range(0.13, 0.19) * (turned ? 0.9 : 1.2));
        Folds(canvas, dice, diagonal);
        Threads(canvas, dice);
        return $"{name} in {palette[1].Word} and {palette[2].Word}";
    }

    private static void Folds(Canvas canvas, Dice dice, double diagonal)
    {
        using (canvas.At(canvas.Width / 2, canvas.Height / 2, dice.Around(0, 50)))
            for (var x = -diagonal / 2; x < diagonal / 2;)
            {
                var w = canvas.Unit * dice.Range(0.2, 0.5);
                var strength = dice.Range(0.06, 0.2);
                canvas.Rect(x, -diagonal / 2, w, diagonal, canvas.Horizontal(Color.Black.Fade(0), Color.Black.Fade(strength), Color.White.Fade(strength), Color.White.Fade(0)));
                x += w;
            }
    }

    private static void Threads(Canvas canvas, Dice dice)
    {
        using (canvas.Group($"opacity='.1' filter='{canvas.Noise(0.008, 0.05, 1, dice.Int(1, 999), 3, -1.2)}'"))
            canvas.Background(Color.Black);
    }
}
