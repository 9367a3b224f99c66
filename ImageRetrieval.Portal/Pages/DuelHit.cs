using ImageRetrieval.Portal.Api;
using ImageRetrieval.Portal.Search;

namespace ImageRetrieval.Portal.Pages;

/// <summary>A picture that one of the compared sides found.</summary>
internal sealed record DuelHit(DuelModel Duel, DuelSide Own, ResultHit Hit)
{
    internal ApiHit Image => Hit.Image;

    internal int Rank => Own.Hits[Image.Id];

    /// <summary>Where the other sides found it.</summary>
    internal IReadOnlyList<(DuelSide Side, int Rank)> Twins =>
        [.. Duel.Sides.Where(side => side.Key != Own.Key && side.Hits.ContainsKey(Image.Id)).Select(side => (side, side.Hits[Image.Id]))];

    internal bool IsRight => Duel.Label?.Matches(Image) == true;
}
