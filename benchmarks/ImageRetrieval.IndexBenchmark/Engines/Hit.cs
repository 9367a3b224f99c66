namespace ImageRetrieval.IndexBenchmark.Engines;

/// <summary>A row that an engine found.</summary>
/// <param name="Row">Its place in the set.</param>
/// <param name="Distance">1 - cosine, as the engine computed it.</param>
internal readonly record struct Hit(int Row, float Distance);
