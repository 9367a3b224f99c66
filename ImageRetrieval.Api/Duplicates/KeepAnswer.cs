namespace ImageRetrieval.Api.Duplicates;

/// <summary>The image of a group that should be kept.</summary>
/// <param name="Id">Its id; it is the first of the members.</param>
/// <param name="Reason"><c>mostPixels</c>, <c>largestFile</c>, <c>bestFormat</c> or <c>firstId</c>.</param>
/// <param name="Why">The reason as a sentence.</param>
internal sealed record KeepAnswer(string Id, string Reason, string Why);
