using System.Globalization;
using ImageRetrieval.Portal.Api;

namespace ImageRetrieval.Portal.Pages;

/// <summary>The CSS class for a picture's aspect ratio, in steps of a twentieth.</summary>
internal static class AspectClass
{
    private const double Steps = 20;
    private const int Narrowest = 10;
    private const int Widest = 50;

    internal static string Of(ApiImage image) => "r" + (image is { Width: > 0, Height: > 0 }
        ? Math.Clamp((int)Math.Round(Steps * image.Width.Value / image.Height.Value), Narrowest, Widest)
        : 26).ToString(CultureInfo.InvariantCulture);
}
