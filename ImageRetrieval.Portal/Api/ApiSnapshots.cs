namespace ImageRetrieval.Portal.Api;

/// <summary>The answer of <c>GET /v1/snapshots</c>.</summary>
/// <param name="Snapshots">By model, newest first.</param>
internal sealed record ApiSnapshots(IReadOnlyList<ApiSnapshot> Snapshots);

/// <param name="Model">The model.</param>
/// <param name="Version">The version of its index.</param>
/// <param name="IsCurrent">Whether searches that name no snapshot are answered from it.</param>
/// <param name="IsPinned">Whether it stays in use although there are newer ones.</param>
/// <param name="IsSearchable">Whether it fits the model's current weights.</param>
/// <param name="Images">Its images; null, like the rest, when it cannot be read.</param>
/// <param name="Created">When it was published.</param>
/// <param name="Bytes">Size of its files.</param>
internal sealed record ApiSnapshot(string Model, string Version, bool IsCurrent, bool IsPinned, bool IsSearchable, long? Images, DateTimeOffset? Created, long? Bytes);

/// <summary>The answer of <c>GET /v1/snapshots/changes</c>.</summary>
internal sealed record ApiChanges(string Model, string From, string To, ApiChangedImages Added, ApiChangedImages Removed, ApiChangedImages Changed);

/// <param name="Total">How many there are.</param>
/// <param name="Items">The first of them.</param>
internal sealed record ApiChangedImages(long Total, IReadOnlyList<ApiImage> Items);
