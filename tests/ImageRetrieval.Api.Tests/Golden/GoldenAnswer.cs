namespace ImageRetrieval.Api.Tests.Golden;

/// <summary>What <c>/predict</c> answered when it was recorded: figures alone, the photos lie in <c>../shared</c>.</summary>
/// <param name="Model">The model.</param>
/// <param name="Query">Id of the photo that was asked with.</param>
/// <param name="Hits">Ids and scores, best first.</param>
internal sealed record GoldenAnswer(string Model, string Query, IReadOnlyList<GoldenHit> Hits);
