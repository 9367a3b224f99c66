using System.Globalization;
using ImageRetrieval.Portal.Api;
using ImageRetrieval.Portal.Search;

namespace ImageRetrieval.Portal.Pages;

/// <summary>A picture found, ready to be shown.</summary>
internal sealed record HitView(Hit Hit, int Rank, string MoreLikeThis)
{
    /// <summary>The class that tells the style sheet how wide the picture is for its height.</summary>
    public string Shape => ShapeOf(Hit.Image);

    private string Address => "/images/" + Uri.EscapeDataString(Hit.Image.Id);

    public string Thumbnail => Address + "/thumbnail?size=480";
    public string Original => Address + "/original";
    /// <summary>The cosine as a share of identity, 0..100. It is taken from the digits that are shown, so 1.0000 is 100 %; what points away is not similar at all.</summary>
    public int Percent => (int)(100 * Math.Clamp(Math.Round((decimal)Hit.Score, 4), 0, 1));

    public string Cosine => Hit.Score.ToString("0.0000", CultureInfo.InvariantCulture);

    public static string ShapeOf(ImageDetails image) => image is { Width: > 0, Height: > 0 }
        ? "r" + Math.Clamp((int)Math.Round(10.0 * image.Width.Value / image.Height.Value), 5, 25).ToString(CultureInfo.InvariantCulture)
        : "r13";
}
