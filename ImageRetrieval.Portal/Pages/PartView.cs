using ImageRetrieval.Portal.Api;
using ImageRetrieval.Portal.Search;

namespace ImageRetrieval.Portal.Pages;

/// <summary>A part of the query, prepared for display.</summary>
/// <param name="Part">The part.</param>
/// <param name="Index">Its position among the parts, from 0.</param>
/// <param name="Request">The request that it is part of.</param>
/// <param name="Image">Its description, when it is a picture in the collection.</param>
/// <param name="Problem">Why there is no answer; null when there is one.</param>
internal sealed record PartView(SearchPart Part, int Index, PortalSearch Request, ApiImage? Image, ApiProblem? Problem = null)
{
    private const int PreviewSize = 640;

    /// <summary>Whether the picture no longer exists.</summary>
    internal bool IsGone => Problem is ApiProblem.UnknownImage or ApiProblem.Expired;

    // The Api holds the collection's pictures; of several uploads, it is unknown which one is not a picture.
    private bool IsUnseen => (Problem is ApiProblem.Down && Part.Kind == PartKind.Id) || (Problem is ApiProblem.NotAPicture && Request.Parts.Count == 1);

    /// <summary>The address of the preview; null when there is none, and for a picture on another host, which the page never contacts.</summary>
    internal string? Source => IsGone || IsUnseen ? null : Part.Kind switch
    {
        PartKind.Id => Image?.ThumbnailAddress(PreviewSize) ?? ImagePath.OfPortal(Part.Value, $"thumbnail?size={PreviewSize}"),
        PartKind.Upload => "/uploads/" + Uri.EscapeDataString(Part.Value),
        _ => null,
    };

    internal string Without => Request.Without(Index).ToAddress();

    internal string Whole => Request.With(Index, Part with { Crop = null }).ToAddress();

    /// <summary>The search with the sign of this part's weight reversed.</summary>
    internal string Turned => Request.With(Index, Part with { Weight = Part.IsMinus ? 1 : SearchPart.LessWeight }).ToAddress();
}
