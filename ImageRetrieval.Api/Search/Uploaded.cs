namespace ImageRetrieval.Api.Search;

/// <summary>A request as it was read: what is asked, and the files that came with it.</summary>
/// <param name="Request">What is asked.</param>
/// <param name="Files">File parts by their names; the names are unique.</param>
internal sealed record Uploaded<TRequest>(TRequest Request, IReadOnlyDictionary<string, byte[]> Files);
