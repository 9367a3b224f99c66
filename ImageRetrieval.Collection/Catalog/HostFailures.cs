namespace ImageRetrieval.Collection.Catalog;

/// <summary>Failures of one host.</summary>
/// <param name="Host">Name and port; empty for files of this machine.</param>
/// <param name="Failed">How many of its images failed.</param>
/// <param name="Reasons">How many for each reason, ordered by the reasons' names.</param>
public sealed record HostFailures(string Host, long Failed, IReadOnlyDictionary<FailureReason, long> Reasons);
