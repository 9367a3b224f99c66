using ImageRetrieval.Portal.Api;
using ImageRetrieval.Portal.Search;

namespace ImageRetrieval.Portal.Pages;

/// <summary>A result, prepared for display.</summary>
internal sealed record HitView(ResultHit Hit, int Rank, PortalSearch Request)
{
    public ApiHit Image => Hit.Image;

    public string MoreLikeThis => Request.Only(new SearchPart(PartKind.Id, Image.Id)).ToAddress();

    public string LessLikeThis => Request.Plus(new SearchPart(PartKind.Id, Image.Id, SearchPart.LessWeight)).ToAddress();

    /// <summary>The first ones are visible at once; the others are loaded when they are scrolled to.</summary>
    public string Loading => Rank > 12 ? "lazy" : "eager";
}
