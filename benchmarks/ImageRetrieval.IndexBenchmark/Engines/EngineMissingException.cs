namespace ImageRetrieval.IndexBenchmark.Engines;

/// <summary>An engine cannot run here; the message says what to install. The report repeats it and goes on.</summary>
internal sealed class EngineMissingException(string message) : Exception(message);
