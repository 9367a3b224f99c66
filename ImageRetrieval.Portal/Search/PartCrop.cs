using System.Globalization;

namespace ImageRetrieval.Portal.Search;

/// <summary>The part of a picture that counts, in shares of its sides.</summary>
internal sealed record PartCrop(double X, double Y, double Width, double Height)
{
    private const double Slack = 1e-6;

    /// <summary>Whether it lies in the picture.</summary>
    public bool IsValid => X >= 0 && Y >= 0 && Width > 0 && Height > 0 && X + Width <= 1 + Slack && Y + Height <= 1 + Slack;

    /// <summary>As it stands in an address: <c>x,y,width,height</c>.</summary>
    public override string ToString() => string.Join(',', new[] { X, Y, Width, Height }.Select(Text));

    /// <summary>A number as SVG and addresses write it.</summary>
    public static string Text(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
