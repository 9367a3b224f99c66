using ImageRetrieval.Api.Images;

namespace ImageRetrieval.Api.Snapshots;

/// <summary>The answer of <c>GET /v1/snapshots/changes</c>: what differs between two versions of a model's index.</summary>
/// <param name="Model">The model.</param>
/// <param name="From">The earlier version.</param>
/// <param name="To">The later version.</param>
/// <param name="Added">Images that only the later one holds.</param>
/// <param name="Removed">Images that only the earlier one holds.</param>
/// <param name="Changed">Images of both whose bytes or columns differ, as they are in the later one.</param>
internal sealed record ChangesAnswer(string Model, string From, string To, ChangedImages Added, ChangedImages Removed, ChangedImages Changed);

/// <param name="Total">How many there are.</param>
/// <param name="Items">The first of them.</param>
internal sealed record ChangedImages(int Total, IReadOnlyList<ImageAnswer> Items);
