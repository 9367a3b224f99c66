namespace ImageRetrieval.Api.Duplicates;

/// <summary>Which indexed images are copies of a picture.</summary>
/// <param name="Model">The model whose index was searched for candidates.</param>
/// <param name="SnapshotVersion">The snapshot that was searched.</param>
/// <param name="Level">The loosest level that is reported.</param>
/// <param name="Threshold">The minimum similarity of an edited copy.</param>
/// <param name="Complete">Whether all of the index can be compared; otherwise only copies of the same bytes are certain to be reported.</param>
/// <param name="Message">Why it cannot, in a sentence; otherwise null.</param>
/// <param name="Copies">The copies, stricter levels first, then the most similar.</param>
/// <param name="TraceId">Names this request in logs and traces.</param>
internal sealed record CheckAnswer(
    string Model,
    string SnapshotVersion,
    string Level,
    double Threshold,
    bool Complete,
    string? Message,
    IReadOnlyList<DuplicateMember> Copies,
    string TraceId);
