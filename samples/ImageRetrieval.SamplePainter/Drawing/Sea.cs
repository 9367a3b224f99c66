namespace ImageRetrieval.SamplePainter.Drawing;

/// <summary>Open water under a sky, from the horizon to the lower edge.</summary>
internal static class Sea
{
    public static void Paint(Canvas canvas, Dice dice, Sky sky, double horizon, double sunX, Color water)
    {
        var deep = canvas.Height - horizon;
        var (far, near) = (sky.Lit(water.Lighten(0.12), 0.55), sky.Lit(water.Darken(0.1)));
        canvas.Rect(0, horizon, canvas.Width, deep, canvas.Vertical(far, sky.Lit(water, 0.15), near));
        for (var row = 0; row < 9; row++)
        {
            var t = (row + 1) / 9.0;
            var y = horizon + deep * Math.Pow(t, 1.6) * 0.97;
            var line = Curve.Wave(-10, canvas.Width + 10, y, 0.8 + 3.4 * t, canvas.Width * (0.06 + 0.2 * t), dice.Range(0, 6));
            canvas.Path(Curve.Ground(line, y + deep * 0.16 * t + 2, smooth: true), canvas.Vertical(far.Mix(near, t * 0.7).Lighten(0.05).Fade(0.65), near.Fade(0)));
        }
        for (var i = 0; i < 60; i++)
        {
            var t = Math.Pow(dice.Next(), 1.3);
            var w = (3 + 20 * t) * dice.Range(0.5, 1.2);
            var x = sunX + dice.Bell() * canvas.Width * (0.03 + 0.1 * t);
            canvas.Rect(x - w / 2, horizon + 1 + deep * t, w, 0.7 + 1.6 * t, sky.Light.Fade(dice.Range(0.2, 0.75)), "rx='1'");
        }
    }
}
