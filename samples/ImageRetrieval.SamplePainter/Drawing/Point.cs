namespace ImageRetrieval.SamplePainter.Drawing;

internal readonly record struct Point(double X, double Y)
{
    public static implicit operator Point((double X, double Y) pair) => new(pair.X, pair.Y);

    public static Point Polar(double radius, double degrees, double cx = 0, double cy = 0) =>
        new(cx + radius * Math.Cos(degrees * Math.PI / 180), cy + radius * Math.Sin(degrees * Math.PI / 180));
}
