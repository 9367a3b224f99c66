using ImageRetrieval.Portal.Api;

namespace ImageRetrieval.Portal.Batch;

/// <summary>A picture of a batch and what was found for it.</summary>
/// <param name="Name">Its file name.</param>
/// <param name="Hits">The most similar pictures, best first; empty when there is no answer.</param>
/// <param name="Problem">Why there is no answer; null when there is one.</param>
internal sealed record BatchRow(string Name, IReadOnlyList<ApiHit> Hits, string? Problem);
