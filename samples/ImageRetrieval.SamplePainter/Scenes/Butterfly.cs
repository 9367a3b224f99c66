using ImageRetrieval.SamplePainter.Drawing;

namespace ImageRetrieval.SamplePainter.Scenes;

/// <summary>The right half of a butterfly about 100 units wide; mirrored it gives the left one.</summary>
internal static class Butterfly
{
    public static void PaintWings(Canvas canvas, Dice dice, Color[] coat)
    {
        var (reach, lift, tail) = (dice.Range(88, 104), dice.Range(66, 96), dice.Chance(0.4) ? dice.Range(20, 40) : 0);
        var fore = $"M2 -6C14 -50 {reach * 0.6:0} {-lift - 12:0} {reach:0} {-lift:0}C{reach + 8:0} {-lift * 0.55:0} {reach * 0.82:0} -18 {reach * 0.6:0} 0C40 12 12 6 2 2Z";
        var hind = $"M2 0C24 2 66 2 {reach * 0.74:0} 26C{reach * 0.8:0} 56 {reach * 0.55:0} 82 {reach * 0.42:0} {80 + tail:0}C{reach * 0.36:0} 84 12 66 2 12Z";
        foreach (var (outline, center) in (ReadOnlySpan<(string, Point)>)[(hind, (reach * 0.42, 40.0)), (fore, (reach * 0.55, -lift * 0.5))])
        {
            canvas.Path(outline, coat[1]);
            using (canvas.Group($"clip-path='{canvas.Clip(outline)}'"))
            {
                using (canvas.At(center.X * 0.1, center.Y * 0.1, 0, dice.Range(0.8, 0.86)))
                    canvas.Path(outline, canvas.Linear(0, 0.5, 1, 0.2, coat[2], coat[0], coat[0].Darken(0.1)));
                Veins(canvas, outline == fore ? -1 : 1, reach, lift, coat[1]);
                Spots(canvas, dice, center, reach, coat);
            }
        }
    }

    public static void PaintBody(Canvas canvas, Color dark)
    {
        canvas.Ellipse(0, 14, 4.6, 34, canvas.Horizontal(dark, dark.Lighten(0.18), dark));
        canvas.Circle(0, -24, 6, dark.Lighten(0.06));
        canvas.Stroke("M-1 -28C-6 -46 -14 -56 -22 -62M1 -28C6 -46 14 -56 22 -62", dark, 1.8);
        canvas.Circle(-22, -62, 2.4, dark);
        canvas.Circle(22, -62, 2.4, dark);
    }

    private static void Veins(Canvas canvas, double up, double reach, double lift, Color dark)
    {
        for (var i = 0; i < 6; i++)
        {
            var p = up < 0
                ? new Point(reach * (1.06 - i * 0.07), -lift + i * lift * 0.2)
                : new Point(reach * (0.82 - i * 0.13), 20 + i * 15);
            canvas.Stroke($"M4 {up * 3:0}Q{p.X * 0.5:0.#} {p.Y * 0.62:0.#} {p.X:0.#} {p.Y:0.#}", dark.Fade(0.75), 1.6);
        }
    }

    private static void Spots(Canvas canvas, Dice dice, Point center, double reach, Color[] coat)
    {
        var rim = dice.Int(4, 7);
        for (var i = 0; i < rim; i++)
        {
            var p = Point.Polar(reach * 0.47, (center.Y < 0 ? -95 : -20) + i * 150.0 / rim, center.X, center.Y);
            canvas.Circle(p.X, p.Y, dice.Range(2.4, 4.4), coat[2]);
        }
        if (!dice.Chance(0.75)) return;
        var r = dice.Range(7, 13);
        canvas.Circle(center.X, center.Y, r, coat[1]);
        canvas.Circle(center.X, center.Y, r * 0.66, coat[2]);
        canvas.Circle(center.X, center.Y, r * 0.4, coat[0].Turn(150).Darken(0.15));
        canvas.Circle(center.X - r * 0.15, center.Y - r * 0.15, r * 0.14, Color.White);
    }
}
