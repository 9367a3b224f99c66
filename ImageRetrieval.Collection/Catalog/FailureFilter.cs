namespace ImageRetrieval.Collection.Catalog;

/// <summary>Which failures are listed.</summary>
/// <param name="Reason">Only those with this reason; null for all.</param>
/// <param name="Host">Only those of this host; empty for files of this machine; null for all, rejected rows included.</param>
public readonly record struct FailureFilter(FailureReason? Reason, string? Host);
