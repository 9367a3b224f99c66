namespace ImageRetrieval.SamplePainter.Drawing;

/// <summary>Light and air, used by many scenes.</summary>
internal static class Effects
{
    public static void Glow(this Canvas canvas, double x, double y, double radius, Color color, double strength = 1) =>
        canvas.Circle(x, y, radius, canvas.Radial(0.5, 0.5, 0.5,
            color.Fade(strength), color.Fade(strength * 0.45), color.Fade(strength * 0.12), color.Fade(0)));

    public static void Vignette(this Canvas canvas, double strength) =>
        canvas.Background(canvas.Radial(0.5, 0.5, 0.75, Color.Black.Fade(0), Color.Black.Fade(0), Color.Black.Fade(strength)));

    public static void Bokeh(this Canvas canvas, Dice dice, int count, double minimum, double maximum, params Color[] colors)
    {
        using (canvas.Group($"filter='{canvas.Blur(3)}'"))
            for (var i = 0; i < count; i++)
                canvas.Circle(dice.Range(0, canvas.Width), dice.Range(0, canvas.Height), canvas.Unit * dice.Range(minimum, maximum),
                    dice.Pick<Color>(colors).Fade(dice.Range(0.12, 0.4)));
    }

    /// <summary>Shafts of light that fall from a point above.</summary>
    public static void Rays(this Canvas canvas, Dice dice, double x, double y, int count, Color color, double strength)
    {
        var length = canvas.Height * 1.3;
        using (canvas.Group($"filter='{canvas.Blur(4)}' style='mix-blend-mode:screen'"))
            for (var i = 0; i < count; i++)
            {
                var angle = dice.Range(50, 130);
                var wide = dice.Range(1.5, 5);
                canvas.Path(Curve.Lines([(x, y), Point.Polar(length, angle - wide, x, y), Point.Polar(length, angle + wide, x, y)]),
                    canvas.Vertical(color.Fade(strength * dice.Range(0.5, 1)), color.Fade(0)));
            }
    }

    public static void Stars(this Canvas canvas, Dice dice, int count, double bottom, Color color)
    {
        for (var i = 0; i < count; i++)
        {
            var size = 0.5 + 1.1 * Math.Pow(dice.Next(), 4);
            canvas.Circle(dice.Range(0, canvas.Width), bottom * Math.Pow(dice.Next(), 1.2), size, color.Fade(dice.Range(0.35, 1)));
        }
    }

    /// <summary>Soft clouds over the upper part, generated from noise.</summary>
    public static void Haze(this Canvas canvas, Dice dice, double top, double bottom, Color color, double amount)
    {
        var noise = canvas.Noise(0.006, 0.018, 3, dice.Int(1, 9999), 3.2, -1.9 + amount * 0.8);
        using (canvas.Group($"opacity='{Math.Min(0.9, 0.35 + amount):0.##}' filter='{noise}'"))
            canvas.Rect(0, top, canvas.Width, bottom - top, canvas.Vertical(color.Fade(0.15), color, color.Fade(0)));
    }

    /// <summary>A heap of round puffs with a flat base and a shaded underside.</summary>
    public static void Cloud(this Canvas canvas, Dice dice, double x, double y, double width, Color light, Color shade)
    {
        var fill = canvas.Vertical(light, light, shade);
        using (canvas.Group("opacity='.92'"))
        {
            canvas.Rect(x - width * 0.5, y - width * 0.1, width, width * 0.1, shade, $"rx='{width * 0.05:0.#}'");
            for (var i = 0; i < 6; i++)
            {
                var t = (i + 0.5) / 6;
                var r = width * (0.08 + 0.13 * Math.Sin(Math.PI * t)) * dice.Range(0.8, 1.2);
                canvas.Circle(x - width * 0.42 + width * 0.84 * t, y - r * 0.75, r, fill);
            }
        }
    }
}
