using ImageRetrieval.SamplePainter.Drawing;

namespace ImageRetrieval.SamplePainter.Scenes;

/// <summary>One house front with roof, windows, door and shutters.</summary>
internal static class House
{
    public static void Paint(Canvas canvas, Dice dice, Sky sky, double x, double foot, double w, double h, int floors, Color paint)
    {
        var (wall, top) = (sky.Lit(paint), foot - h);
        var roof = sky.Lit(Color.Hex(dice.Pick("#a84a38", "#6a4a44", "#4a5058", "#8a5a40")));
        Roof(canvas, dice, x, top, w, roof, wall);
        canvas.Rect(x, top, w, h, canvas.Linear(0, 0, 1, 0.4, wall.Lighten(0.05), wall, wall.Darken(0.06)));
        canvas.Rect(x, top, 1.4, h, Color.Black.Fade(0.25));
        canvas.Rect(x, top, w, 3, wall.Lighten(0.14));

        var columns = w > 60 ? 3 : 2;
        var lit = sky.Darkness > 0.35;
        var shutter = dice.Chance(0.5) ? wall.Turn(140).Darken(0.15).Saturate(1.2) : (Color?)null;
        var ground = h / (floors + 0.3);
        for (var floor = 0; floor < floors; floor++)
            for (var column = 0; column < columns; column++)
            {
                var (ww, wh) = (w / columns * 0.42, h / (floors + 0.3) * 0.56);
                var (wx, wy) = (x + w * (column + 0.5) / columns - ww / 2, foot - ground * (floor + 1) + ground * 0.18);
                if (floor == 0 && column == columns / 2) Door(canvas, dice, sky, wx, foot, ww, ground * 0.72);
                else Window(canvas, dice, sky, wx, wy, ww, wh, lit && dice.Chance(0.65), shutter, wall);
            }
    }

    private static void Roof(Canvas canvas, Dice dice, double x, double top, double w, Color roof, Color wall)
    {
        var fill = canvas.Vertical(roof.Lighten(0.07), roof.Darken(0.06));
        switch (dice.Int(0, 3))
        {
            case 0:
                canvas.Path(Curve.Lines([(x - 2, top + 1), (x + w / 2, top - w * 0.55), (x + w + 2, top + 1)]), fill);
                break;
            case 1:
                Point[] steps = [(x, top + 1), (x, top - w * 0.15), (x + w * 0.16, top - w * 0.15), (x + w * 0.16, top - w * 0.32), (x + w * 0.32, top - w * 0.32), (x + w * 0.32, top - w * 0.5), (x + w * 0.68, top - w * 0.5), (x + w * 0.68, top - w * 0.32), (x + w * 0.84, top - w * 0.32), (x + w * 0.84, top - w * 0.15), (x + w, top - w * 0.15), (x + w, top + 1)];
                canvas.Path(Curve.Lines(steps), wall.Darken(0.02), $"stroke='{wall.Lighten(0.14)}' stroke-width='1.4'");
                canvas.Circle(x + w / 2, top - w * 0.28, w * 0.08, roof.Darken(0.1));
                break;
            case 2:
                canvas.Path($"M{x:0.#} {top + 1:0.#}C{x:0.#} {top - w * 0.3:0.#} {x + w * 0.25:0.#} {top - w * 0.2:0.#} {x + w * 0.3:0.#} {top - w * 0.46:0.#}C{x + w * 0.4:0.#} {top - w * 0.6:0.#} {x + w * 0.6:0.#} {top - w * 0.6:0.#} {x + w * 0.7:0.#} {top - w * 0.46:0.#}C{x + w * 0.75:0.#} {top - w * 0.2:0.#} {x + w:0.#} {top - w * 0.3:0.#} {x + w:0.#} {top + 1:0.#}Z", wall.Lighten(0.03));
                canvas.Circle(x + w / 2, top - w * 0.26, w * 0.09, roof);
                break;
            default:
                canvas.Rect(x + w * 0.66, top - w * 0.44, w * 0.13, w * 0.3, roof.Darken(0.08));
                canvas.Path(Curve.Lines([(x - 3, top + 1), (x + w * 0.12, top - w * 0.32), (x + w * 0.88, top - w * 0.32), (x + w + 3, top + 1)]), fill);
                break;
        }
    }

    private static void Window(Canvas canvas, Dice dice, Sky sky, double x, double y, double w, double h, bool lit, Color? shutter, Color wall)
    {
        var pane = lit ? Color.Hex(dice.Pick("#ffd97a", "#ffc85a", "#ffe9b0")) : sky.Lit(Color.Hex("#3f5468")).Mix(sky.Horizon, 0.25);
        canvas.Rect(x - 1.5, y - 1.5, w + 3, h + 3, wall.Lighten(0.2));
        canvas.Rect(x, y, w, h, canvas.Vertical(pane.Lighten(0.08), pane.Darken(0.06)));
        canvas.Line(x + w / 2, y, x + w / 2, y + h, wall.Lighten(0.2), 1.1);
        canvas.Line(x, y + h * 0.42, x + w, y + h * 0.42, wall.Lighten(0.2), 1.1);
        if (shutter is { } color && w > 7)
        {
            canvas.Rect(x - w * 0.46 - 1, y - 1, w * 0.42, h + 2, color);
            canvas.Rect(x + w * 1.04 + 1, y - 1, w * 0.42, h + 2, color);
        }
        if (w > 9 && dice.Chance(0.3))
            for (var i = 0; i < 5; i++)
                canvas.Circle(x + w * i / 4, y + h + 1, w * 0.12, dice.Pick(Color.Hex("#d83a5a"), Color.Hex("#4f8f3a"), Color.Hex("#f08ab0")));
    }

    private static void Door(Canvas canvas, Dice dice, Sky sky, double x, double foot, double w, double h)
    {
        var color = sky.Lit(Color.Hex(dice.Pick("#2a4a5a", "#7a2a2a", "#2f5a3a", "#4a3020", "#d8c8a8")));
        canvas.Rect(x - 2, foot - h - 2, w + 4, h + 2, color.Lighten(0.3));
        canvas.Rect(x, foot - h, w, h, canvas.Horizontal(color.Lighten(0.05), color.Darken(0.05)), $"rx='{w * 0.1:0.#}'");
        canvas.Circle(x + w * 0.8, foot - h * 0.45, Math.Max(0.8, w * 0.06), Color.Hex("#f0d080"));
    }
}
