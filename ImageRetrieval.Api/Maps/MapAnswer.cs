namespace ImageRetrieval.Api.Maps;

/// <summary>The images of a model in a plane, similar ones near each other. The lists of images have the same order and length.</summary>
/// <param name="Model">The model by which they are similar.</param>
/// <param name="SnapshotVersion">The snapshot that is searched at present.</param>
/// <param name="State"><c>complete</c>, <c>computing</c> (a map of an earlier snapshot is returned) or <c>none</c>.</param>
/// <param name="Message">What the state means, in a sentence; null when it is complete.</param>
/// <param name="MapVersion">Names this map; null without one.</param>
/// <param name="Images">Images on the map.</param>
/// <param name="Missing">Indexed images that are not on it yet.</param>
/// <param name="Ids">The ids of the images.</param>
/// <param name="X">Their places from left to right, 0..65535.</param>
/// <param name="Y">Their places from top to bottom, in the same unit.</param>
/// <param name="Cluster">The numbers of their clusters, from 0; -1 for none.</param>
/// <param name="Column">The column by which they can be coloured; null when none was requested.</param>
/// <param name="Values">Its most frequent values, or ranges of its numbers.</param>
/// <param name="Value">For each image the position of its value in <c>values</c>; -1 for any other value, or none.</param>
/// <param name="Clusters">Groups of similar images, largest first.</param>
internal sealed record MapAnswer(
    string Model,
    string SnapshotVersion,
    string State,
    string? Message,
    string? MapVersion,
    int Images,
    int Missing,
    IReadOnlyList<string> Ids,
    PackedNumbers X,
    PackedNumbers Y,
    PackedNumbers Cluster,
    string? Column,
    IReadOnlyList<MapValueAnswer> Values,
    PackedNumbers Value,
    IReadOnlyList<ClusterAnswer> Clusters);
