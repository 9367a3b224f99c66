using ImageRetrieval.Portal.Api;
using ImageRetrieval.Portal.Search;

namespace ImageRetrieval.Portal.Pages;

/// <summary>A result, prepared for display.</summary>
internal sealed record HitView(ResultHit Hit, int Rank, PortalSearch Request)
{
    internal ApiHit Image => Hit.Image;

    internal string MoreLikeThis => Request.Only(new SearchPart(PartKind.Id, Image.Id)).ToAddress();

    internal string LessLikeThis => Request.Plus(new SearchPart(PartKind.Id, Image.Id, SearchPart.LessWeight)).ToAddress();

    /// <summary>The first ones are visible at once; the others are loaded when they are scrolled to.</summary>
    internal string Loading => Rank > 12 ? "lazy" : "eager";
}
