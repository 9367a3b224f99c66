namespace ImageRetrieval.Collection.Search;

/// <summary>A published version of a model's index.</summary>
/// <param name="Version">Its number as text.</param>
/// <param name="Info">What it is; null when its description cannot be read.</param>
/// <param name="IsCurrent">Whether searches that do not name a version are answered from it.</param>
/// <param name="IsPinned">Whether it stays in use although there are newer ones.</param>
public sealed record PublishedVersion(string Version, IndexInfo? Info, bool IsCurrent, bool IsPinned);
