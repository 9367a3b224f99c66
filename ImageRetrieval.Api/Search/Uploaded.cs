namespace ImageRetrieval.Api.Search;

/// <summary>A request as it was read, and the files that came with it.</summary>
/// <param name="Request">The request.</param>
/// <param name="Files">File parts by their names; the names are unique.</param>
internal sealed record Uploaded<TRequest>(TRequest Request, IReadOnlyDictionary<string, byte[]> Files);
