using ImageRetrieval.Portal.Api;

namespace ImageRetrieval.Portal.Search;

/// <summary>A picture found, further images of the same bytes folded into it.</summary>
/// <param name="Image">The picture and how similar it is.</param>
/// <param name="Copies">Ids of further images of the same bytes.</param>
/// <param name="IsQuery">Whether its bytes are those of a picture that was searched with.</param>
internal sealed record Hit(ReplyHit Image, IReadOnlyList<string> Copies, bool IsQuery);
