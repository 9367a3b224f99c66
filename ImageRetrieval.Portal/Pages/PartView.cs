using ImageRetrieval.Portal.Api;
using ImageRetrieval.Portal.Search;

namespace ImageRetrieval.Portal.Pages;

/// <summary>A part of the query, ready to be shown.</summary>
/// <param name="Part">The part.</param>
/// <param name="Index">Its place among the parts.</param>
/// <param name="Request">The request that it is part of.</param>
/// <param name="Image">What is known of it, of a picture of the collection.</param>
/// <param name="Problem">Why there is no answer; null when there is one.</param>
internal sealed record PartView(SearchPart Part, int Index, PortalSearch Request, ApiImage? Image, ApiProblem? Problem = null)
{
    private const int PreviewSize = 640;

    /// <summary>Whether there is nothing left to show.</summary>
    public bool IsGone => Problem is ApiProblem.UnknownImage or ApiProblem.Expired;

    // The Api keeps the collection's pictures; of several that were brought nobody knows which one is none.
    private bool IsUnseen => (Problem is ApiProblem.Down && Part.Kind == PartKind.Id) || (Problem is ApiProblem.NotAPicture && Request.Parts.Count == 1);

    /// <summary>Where it is shown; null when it cannot be, and for one on another host, which this page never asks.</summary>
    public string? Source => IsGone || IsUnseen ? null : Part.Kind switch
    {
        PartKind.Id => Image?.ThumbnailAddress(PreviewSize) ?? ImagePath.OfPortal(Part.Value, $"thumbnail?size={PreviewSize}"),
        PartKind.Upload => "/uploads/" + Uri.EscapeDataString(Part.Value),
        _ => null,
    };

    public string Without => Request.Without(Index).ToAddress();

    public string Whole => Request.With(Index, Part with { Crop = null }).ToAddress();

    /// <summary>Plus becomes minus, and minus plus.</summary>
    public string Turned => Request.With(Index, Part with { Weight = Part.IsMinus ? 1 : SearchPart.LessWeight }).ToAddress();
}
