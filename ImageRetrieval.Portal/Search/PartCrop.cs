using System.Globalization;

namespace ImageRetrieval.Portal.Search;

/// <summary>The part of a picture that is searched with, as fractions of its width and height.</summary>
internal sealed record PartCrop(double X, double Y, double Width, double Height)
{
    private const double Slack = 1e-6;

    /// <summary>Whether it lies within the picture.</summary>
    internal bool IsValid => X >= 0 && Y >= 0 && Width > 0 && Height > 0 && X + Width <= 1 + Slack && Y + Height <= 1 + Slack;

    /// <summary>As written in an address: <c>x,y,width,height</c>.</summary>
    public override string ToString() => string.Join(',', new[] { X, Y, Width, Height }.Select(Text));

    /// <summary>A number as written in SVG and addresses.</summary>
    internal static string Text(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
