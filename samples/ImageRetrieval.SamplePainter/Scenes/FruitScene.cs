using ImageRetrieval.SamplePainter.Drawing;

namespace ImageRetrieval.SamplePainter.Scenes;

/// <summary>Still lifes with fruit: in a bowl, in a row, or loose on the table.</summary>
internal sealed class FruitScene : Scene
{
    private static readonly string[] s_walls = ["#e9dcc6 #c8b090", "#3a3f4a #22252e", "#d4e0dc #9ab8b0", "#5a2f2f #341818", "#f0e4e4 #d0b0b4", "#2f4a46 #182c2a", "#dfe4f0 #a8b4d0", "#f6e3b8 #dcb878"];
    private static readonly string[] s_tables = ["#8a5a34", "#d8b48a", "#4a3020", "#f0ece4", "#6f4a3a", "#3a4a58"];

    public override string Kind => "fruit";

    public override string Paint(Canvas canvas, Dice dice, int number)
    {
        var wall = Color.HexAll(s_walls[number % s_walls.Length]);
        canvas.Background(canvas.Radial(0.25, 0.2, 1, wall[0], wall[1]));
        var table = canvas.Height * dice.Range(0.58, 0.68);
        Table(canvas, dice, table, Color.Hex(s_tables[(number * 5 + number / 6) % s_tables.Length]));

        var names = dice.Shuffle(Fruit.Names);
        var title = (number % 4) switch
        {
            0 => Bowl(canvas, dice, table, names),
            1 => Row(canvas, dice, table, names),
            2 => Heap(canvas, dice, table, names[0]),
            _ => Loose(canvas, dice, table, names),
        };
        canvas.Glow(canvas.Width * 0.1, 0, canvas.Width * 0.7, Color.Hex("#fff4d8"), 0.22);
        canvas.Vignette(0.35);
        return title;
    }

    private static void Table(Canvas canvas, Dice dice, double y, Color wood)
    {
        canvas.Rect(0, y, canvas.Width, canvas.Height - y, canvas.Vertical(wood.Lighten(0.1), wood, wood.Darken(0.1)));
        using (canvas.Group($"opacity='.35' filter='{canvas.Noise(0.006, 0.12, 2, dice.Int(1, 999), 3, -1.4)}'"))
            canvas.Rect(0, y, canvas.Width, canvas.Height - y, wood.Darken(0.14));
        canvas.Rect(0, y, canvas.Width, 1.6, wood.Lighten(0.18));
    }

    private static string Bowl(Canvas canvas, Dice dice, double table, string[] names)
    {
        var (x, foot, w) = (canvas.Width / 2, table + (canvas.Height - table) * 0.5, canvas.Unit * dice.Range(0.36, 0.44));
        var glaze = dice.Pick(Color.Hex("#f4f1e8"), Color.Hex("#2f5f9a"), Color.Hex("#2f7f78"), Color.Hex("#c8583a"), Color.Hex("#e8b84a"));
        canvas.Ellipse(x + w * 0.12, foot, w * 0.95, w * 0.12, Color.Black.Fade(0.35), $"filter='{canvas.Blur(4)}'");
        var rim = foot - w * 0.62;
        canvas.Ellipse(x, rim, w, w * 0.14, glaze.Darken(0.22));
        for (var i = 0; i < 9; i++)
        {
            var row = i < 4 ? 0 : i < 7 ? 1 : 2;
            var place = (row == 0 ? i - 1.5 : row == 1 ? i - 5 : i - 7.5) * w * 0.44;
            Fruit.Paint(canvas, dice, names[i % 3], x + place + dice.Around(0, 5), rim - w * (0.12 + (2 - row) * 0.0 + row * 0.27) + w * 0.04, w * dice.Range(0.23, 0.28));
        }
        canvas.Path($"M{x - w:0} {rim:0}C{x - w * 0.95:0} {foot - w * 0.1:0} {x - w * 0.5:0} {foot:0} {x - w * 0.3:0} {foot:0}H{x + w * 0.3:0}C{x + w * 0.5:0} {foot:0} {x + w * 0.95:0} {foot - w * 0.1:0} {x + w:0} {rim:0}C{x + w * 0.5:0} {rim + w * 0.18:0} {x - w * 0.5:0} {rim + w * 0.18:0} {x - w:0} {rim:0}Z", canvas.Linear(0, 0, 1, 0.3, glaze.Lighten(0.1), glaze, glaze.Darken(0.22)));
        canvas.Stroke($"M{x - w * 0.86:0} {rim + w * 0.3:0}Q{x:0} {rim + w * 0.52:0} {x + w * 0.86:0} {rim + w * 0.3:0}", glaze.Turn(120).Lighten(0.15).Fade(0.6), w * 0.05);
        return $"A bowl of {names[0]}, {names[1]} and {names[2]}";
    }

    private static string Row(Canvas canvas, Dice dice, double table, string[] names)
    {
        var count = canvas.Portrait ? 3 : dice.Int(3, 5);
        var r = canvas.Width / count * 0.42;
        for (var i = 0; i < count; i++)
            Fruit.Paint(canvas, dice, names[i % 2], canvas.Width * (i + 0.5) / count, table + (canvas.Height - table) * 0.4 - r, Math.Min(r, canvas.Unit * 0.26));
        return $"{Capital(names[0])} and {names[1]} in a row";
    }

    private static string Heap(Canvas canvas, Dice dice, double table, string name)
    {
        var r = Math.Min(canvas.Unit * dice.Range(0.1, 0.13), table / 6.2);
        for (var row = 3; row >= 0; row--)
            for (var i = 0; i <= row; i++)
                Fruit.Paint(canvas, dice, name, canvas.Width / 2 + (i - row / 2.0) * r * 1.9 + dice.Around(0, 3), table + (canvas.Height - table) * 0.5 - r - (3 - row) * r * 1.6, r);
        return $"A heap of {name}";
    }

    private static string Loose(Canvas canvas, Dice dice, double table, string[] names)
    {
        var count = dice.Int(6, 10);
        for (var i = 0; i < count; i++)
        {
            var near = (i + 0.5) / count;
            var r = canvas.Unit * (0.08 + 0.07 * near);
            Fruit.Paint(canvas, dice, names[i % 3], canvas.Width * (0.1 + 0.8 * ((i * 0.618 + dice.Range(0, 0.1)) % 1)), table + (canvas.Height - table) * 0.85 * near - r * 0.7, r);
        }
        return $"{Capital(names[0])}, {names[1]} and {names[2]} on a table";
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
