namespace ImageRetrieval.Api.Snapshots;

/// <summary>A snapshot in the data folder.</summary>
/// <param name="Model">Its model.</param>
/// <param name="Version">Its number; later ones are larger.</param>
/// <param name="IsCurrent">Whether searches are answered from it.</param>
/// <param name="Images">Its images; null unless current.</param>
/// <param name="Created">When it was published; null unless current.</param>
/// <param name="ContentHash">Equal content, equal hash; null unless current.</param>
internal sealed record SnapshotAnswer(string Model, string Version, bool IsCurrent, int? Images, DateTimeOffset? Created, string? ContentHash);
