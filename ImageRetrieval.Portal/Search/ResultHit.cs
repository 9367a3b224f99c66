using ImageRetrieval.Portal.Api;

namespace ImageRetrieval.Portal.Search;

/// <summary>A picture found, with further images of the same bytes folded into it.</summary>
/// <param name="Image">The picture and how similar it is.</param>
/// <param name="Copies">Ids of further images of the same bytes, the first ten at most.</param>
/// <param name="CopyCount">How many further images of the same bytes there are.</param>
/// <param name="IsQuery">Whether its bytes are those of a picture of the collection that was searched with.</param>
internal sealed record ResultHit(ApiHit Image, IReadOnlyList<string> Copies, int CopyCount, bool IsQuery);
