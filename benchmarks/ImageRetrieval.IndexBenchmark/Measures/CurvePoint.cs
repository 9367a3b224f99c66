namespace ImageRetrieval.IndexBenchmark.Measures;

/// <summary>What one value of efSearch gives.</summary>
/// <param name="Ef">Candidates kept.</param>
/// <param name="Recall">Mean share of the true nearest that was found, 0 to 1.</param>
/// <param name="QueriesPerSecond">Queries a CPU second, one thread.</param>
/// <param name="Evaluations">Mean rows compared with a query; null where the engine does not tell.</param>
internal sealed record CurvePoint(int Ef, double Recall, double QueriesPerSecond, double? Evaluations = null);
