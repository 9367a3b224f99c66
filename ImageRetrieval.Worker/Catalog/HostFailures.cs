namespace ImageRetrieval.Worker.Catalog;

/// <summary>Failures of one host, for <c>/status</c>.</summary>
/// <param name="Host">Name and port; empty for files of this machine.</param>
/// <param name="Failed">How many images of it failed.</param>
/// <param name="Reasons">How many for each reason.</param>
internal sealed record HostFailures(string Host, long Failed, IReadOnlyDictionary<string, long> Reasons);
