namespace ImageRetrieval.Api.Models;

/// <summary>One model in the answer of <c>GET /v1/models</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">One sentence for people.</param>
/// <param name="State"><c>ready</c>, <c>building</c> or <c>failed</c>.</param>
/// <param name="Reason">Why its newest snapshot cannot be used; otherwise null.</param>
/// <param name="Dimension">Components of its embeddings.</param>
/// <param name="Licence">SPDX name of the weights' licence.</param>
/// <param name="Images">Indexed images; 0 unless ready.</param>
/// <param name="EmbeddingSpace">The space of the current snapshot.</param>
/// <param name="SnapshotVersion">The current snapshot.</param>
/// <param name="SnapshotCreated">When it was published.</param>
internal sealed record ModelAnswer(
    string Name,
    string Description,
    string State,
    string? Reason,
    int Dimension,
    string Licence,
    int Images,
    string? EmbeddingSpace,
    string? SnapshotVersion,
    DateTimeOffset? SnapshotCreated);
