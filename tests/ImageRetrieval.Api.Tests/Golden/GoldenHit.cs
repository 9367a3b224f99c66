namespace ImageRetrieval.Api.Tests.Golden;

/// <summary>One hit of a recorded answer.</summary>
internal sealed record GoldenHit(string Id, double Score);
