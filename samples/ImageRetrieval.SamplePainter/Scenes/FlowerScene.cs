using ImageRetrieval.SamplePainter.Drawing;

namespace ImageRetrieval.SamplePainter.Scenes;

/// <summary>Blooms: one large, a bunch, or a meadow.</summary>
internal sealed class FlowerScene : Scene
{
    private static readonly (string Name, string Colors)[] s_blooms =
    [
        ("daisy", "#ffffff #fbf3e4 #ffe9f1"), ("sunflower", "#ffc21a #ffb000 #ffd34d"), ("poppy", "#e8322b #f0563a #d81f3c"),
        ("dahlia", "#b5179e #f25c8a #ff8c61 #7b2cbf"), ("anemone", "#6f5bd6 #9a7bf0 #d94f8a #f4f0ff"), ("cosmos", "#ff7eb6 #f7b7d2 #d65db1"),
        ("cornflower", "#3a5bd9 #4f7df0 #6a5acd"), ("marigold", "#ff8f1f #ff6f0f #ffab2e"),
    ];

    private static readonly string[] s_grounds =
        ["#24402f #3d6b4a #87a96b", "#123c3a #1f5f5b #5fa08f", "#f4e8dc #efd3c4 #dcb6a6", "#dfeaf2 #b8d3e6 #8fb4d0", "#2a1e3f #4a2f5f #8a4f7f", "#f7efc9 #e6d98f #b9c06a", "#101a2a #1c3048 #35566f"];

    public override string Kind => "flower";

    public override string Paint(Canvas canvas, Dice dice, int number)
    {
        var (name, colors) = s_blooms[number % s_blooms.Length];
        var petals = Color.HexAll(colors);
        var ground = Color.HexAll(s_grounds[dice.Int(0, s_grounds.Length - 1)]);
        canvas.Background(canvas.Linear(dice.Range(0, 0.4), 0, dice.Range(0.6, 1), 1, ground[2], ground[1], ground[0]));
        canvas.Bokeh(dice, 22, 0.03, 0.14, ground[2].Lighten(0.12), dice.Pick<Color>(petals), ground[1]);
        var title = ((number / s_blooms.Length + number) % 3) switch
        {
            0 => PaintPortrait(canvas, dice, name, petals, ground),
            1 => PaintBunch(canvas, dice, name, petals, ground),
            _ => PaintMeadow(canvas, dice, name, petals, ground),
        };
        canvas.Vignette(0.25);
        return title;
    }

    private static string PaintPortrait(Canvas canvas, Dice dice, string name, Color[] petals, Color[] ground)
    {
        var (x, y) = (canvas.Width * dice.Range(0.4, 0.6), canvas.Height * dice.Range(0.4, 0.5));
        var r = canvas.Unit * dice.Range(0.34, 0.44);
        Stem(canvas, dice, x, y, x + dice.Around(0, 40), canvas.Height + 10, r * 0.07, ground);
        Bloom.Paint(canvas, dice, name, x, y, r, dice.Pick<Color>(petals));
        return $"{(name == "anemone" ? "An" : "A")} {name} up close";
    }

    private static string PaintBunch(Canvas canvas, Dice dice, string name, Color[] petals, Color[] ground)
    {
        var count = dice.Int(4, 8);
        var places = Enumerable.Range(0, count).Select(i =>
        {
            var p = Point.Polar(canvas.Unit * (i == 0 ? 0 : dice.Range(0.2, 0.34)), i * 360.0 / (count - 1) + dice.Around(0, 15), canvas.Width / 2, canvas.Height * 0.42);
            return (p.X, p.Y, R: canvas.Unit * dice.Range(0.13, 0.21));
        }).OrderBy(p => -Math.Abs(p.X - canvas.Width / 2)).ToArray();
        foreach (var (x, y, r) in places)
            Stem(canvas, dice, x, y, canvas.Width / 2 + (x - canvas.Width / 2) * 0.15, canvas.Height + 20, r * 0.09, ground);
        foreach (var (x, y, r) in places)
            Bloom.Paint(canvas, dice, name, x, y, r, dice.Vary(dice.Pick<Color>(petals), 0.04, 8));
        return $"A bunch of {count} {Plural(name)}";
    }

    private static string PaintMeadow(Canvas canvas, Dice dice, string name, Color[] petals, Color[] ground)
    {
        var grass = ground[1].Mix(Color.Hex("#5f9a4a"), 0.55);
        for (var depth = 0; depth < 3; depth++)
        {
            var near = (depth + 1) / 3.0;
            var baseline = canvas.Height * (0.55 + 0.2 * depth);
            Grass(canvas, dice, baseline, grass.Darken(0.16 * near).Lighten(0.1), near);
            var count = 12 - depth * 3;
            for (var i = 0; i < count; i++)
            {
                var x = canvas.Width * (i + dice.Range(0.2, 0.8)) / count;
                var y = baseline - canvas.Height * dice.Range(0.02, 0.2);
                var r = canvas.Unit * near * dice.Range(0.07, 0.12);
                Stem(canvas, dice, x, y, x + dice.Around(0, 12), y + canvas.Height * 0.5, r * 0.1, ground);
                Bloom.Paint(canvas, dice, name, x, y, r, dice.Vary(dice.Pick<Color>(petals)), dice.Range(0.55, 0.95));
            }
        }
        return $"A meadow of {Plural(name)}";
    }

    private static void Stem(Canvas canvas, Dice dice, double x, double y, double footX, double footY, double width, Color[] ground)
    {
        var green = dice.Vary(Color.Hex("#4f8a3d").Mix(ground[0], 0.25));
        var bend = x + dice.Around(0, 18);
        canvas.Stroke($"M{x:0.#} {y:0.#}Q{bend:0.#} {(y + footY) / 2:0.#} {footX:0.#} {footY:0.#}", green, Math.Max(1.2, width));
        if (width < 3) return;
        foreach (var side in (double[])[-1, 1])
            using (canvas.At((x + footX) / 2, y + (footY - y) * dice.Range(0.45, 0.75), side * dice.Range(40, 70)))
                canvas.Path(Bloom.Petal(width * 5, width * 14), canvas.Vertical(green.Lighten(0.12), green.Darken(0.08)));
    }

    private static void Grass(Canvas canvas, Dice dice, double y, Color color, double near)
    {
        canvas.Rect(0, y, canvas.Width, canvas.Height, canvas.Vertical(color.Fade(0.1), color.Darken(0.05), color.Darken(0.15)));
        for (var x = -5.0; x < canvas.Width; x += 9)
        {
            var tall = canvas.Height * near * dice.Range(0.08, 0.22);
            canvas.Stroke($"M{x:0.#} {y + 40:0.#}q{dice.Around(0, 6):0.#} {-tall / 2:0.#} {dice.Around(0, 14):0.#} {-tall:0.#}", dice.Vary(color, 0.06, 12), 1 + near * 1.6);
        }
    }

    private static string Plural(string name) => name switch
    {
        "daisy" => "daisies", "poppy" => "poppies", "cosmos" => "cosmos", _ => name + "s",
    };
}
