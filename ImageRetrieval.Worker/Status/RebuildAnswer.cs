namespace ImageRetrieval.Worker.Status;

/// <summary>Answer of <c>POST /status/rebuild</c>.</summary>
/// <param name="Models">The models whose snapshots are rebuilt.</param>
internal sealed record RebuildAnswer(IReadOnlyList<string> Models);
