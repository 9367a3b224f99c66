namespace ImageRetrieval.Collection.Search;

/// <summary>Runs work that reads every image, when and where the caller decides; the work's result is returned.</summary>
/// <param name="scan">CPU work; it checks its token often.</param>
/// <typeparam name="T">The result of the work.</typeparam>
public delegate Task<T> ScanRunner<T>(Func<CancellationToken, T> scan);
