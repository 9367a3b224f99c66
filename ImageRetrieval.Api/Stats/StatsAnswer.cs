namespace ImageRetrieval.Api.Stats;

/// <summary>The answer of <c>GET /v1/stats</c>.</summary>
/// <param name="UptimeSeconds">Since the service started.</param>
/// <param name="ManagedBytes">Memory of the program's own objects.</param>
/// <param name="ResidentBytes">Memory of the process, mapped files among it.</param>
/// <param name="Models">The models of <c>--models</c>, in their order.</param>
internal sealed record StatsAnswer(double UptimeSeconds, long ManagedBytes, long ResidentBytes, IReadOnlyList<ModelStats> Models);
