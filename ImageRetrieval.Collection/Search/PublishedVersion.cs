namespace ImageRetrieval.Collection.Search;

/// <summary>A published version of a model's index.</summary>
/// <param name="Version">Its number as text.</param>
/// <param name="Current">What it is, if searches are answered from it; otherwise null.</param>
public sealed record PublishedVersion(string Version, IndexInfo? Current);
