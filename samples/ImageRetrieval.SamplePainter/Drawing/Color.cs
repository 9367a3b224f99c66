namespace ImageRetrieval.SamplePainter.Drawing;

/// <summary>A colour in OKLCH: lightness 0..1, chroma 0..0.37, hue in degrees. Mixing and lightening look uniform in it.</summary>
internal readonly record struct Color(double Lightness, double Chroma, double Hue, double Alpha = 1)
{
    public static readonly Color White = new(1, 0, 0);
    public static readonly Color Black = new(0, 0, 0);

    public static Color Lch(double lightness, double chroma, double hue) => new(lightness, chroma, hue);

    public static Color Hex(string hex)
    {
        var rgb = Convert.ToInt32(hex.TrimStart('#'), 16);
        var (r, g, b) = (Linear(rgb >> 16 & 255), Linear(rgb >> 8 & 255), Linear(rgb & 255));
        var l = Math.Cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
        var m = Math.Cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
        var s = Math.Cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
        return FromLab(
            0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s, 1);
    }

    public static Color[] HexAll(string list) => [.. list.Split(' ').Select(Hex)];

    public Color Lighten(double by) => this with { Lightness = Math.Clamp(Lightness + by, 0, 1) };
    public Color Darken(double by) => Lighten(-by);
    public Color Turn(double degrees) => this with { Hue = Hue + degrees };
    public Color Saturate(double factor) => this with { Chroma = Chroma * factor };
    public Color Fade(double alpha) => this with { Alpha = alpha };

    public Color Mix(Color other, double share)
    {
        var (a1, b1) = Ab();
        var (a2, b2) = other.Ab();
        double Between(double x, double y) => x + (y - x) * share;
        return FromLab(Between(Lightness, other.Lightness), Between(a1, a2), Between(b1, b2), Between(Alpha, other.Alpha));
    }

    /// <summary>Its name.</summary>
    public string Word => this switch
    {
        { Lightness: > 0.93 } => "white",
        { Lightness: < 0.25 } => "black",
        { Chroma: < 0.025 } => "grey",
        _ => ((Hue % 360 + 360) % 360) switch
        {
            < 15 or >= 345 => "rose",
            < 45 => Lightness < 0.5 ? "brown" : "red",
            < 75 => Lightness < 0.6 ? "brown" : "orange",
            < 105 => "yellow",
            < 160 => "green",
            < 215 => "teal",
            < 280 => "blue",
            _ => "violet",
        },
    };

    public static implicit operator string(Color color) => color.ToString();

    public override string ToString()
    {
        var (a, b) = Ab();
        var l = Math.Pow(Lightness + 0.3963377774 * a + 0.2158037573 * b, 3);
        var m = Math.Pow(Lightness - 0.1055613458 * a - 0.0638541728 * b, 3);
        var s = Math.Pow(Lightness - 0.0894841775 * a - 1.2914855480 * b, 3);
        var red = Gamma(+4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
        var green = Gamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
        var blue = Gamma(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
        return Alpha >= 1 ? $"#{red:x2}{green:x2}{blue:x2}" : $"rgba({red},{green},{blue},{Alpha:0.###})";
    }

    private (double A, double B) Ab() => (Chroma * Math.Cos(Hue * Math.PI / 180), Chroma * Math.Sin(Hue * Math.PI / 180));

    private static Color FromLab(double lightness, double a, double b, double alpha) =>
        new(lightness, Math.Sqrt(a * a + b * b), Math.Atan2(b, a) * 180 / Math.PI, alpha);

    private static double Linear(int value) =>
        value <= 10 ? value / 255.0 / 12.92 : Math.Pow((value / 255.0 + 0.055) / 1.055, 2.4);

    private static int Gamma(double x) =>
        (int)Math.Round(255 * Math.Clamp(x <= 0.0031308 ? 12.92 * x : 1.055 * Math.Pow(x, 1 / 2.4) - 0.055, 0, 1));
}
