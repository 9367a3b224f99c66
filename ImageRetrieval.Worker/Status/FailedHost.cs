using ImageRetrieval.Collection.Catalog;

namespace ImageRetrieval.Worker.Status;

/// <summary>Failures of one host, as <c>/status</c> shows them.</summary>
/// <param name="Host">Name and port; empty for files of this machine.</param>
/// <param name="Failed">How many of its images failed.</param>
/// <param name="Reasons">How many for each reason.</param>
internal sealed record FailedHost(string Host, long Failed, IReadOnlyDictionary<string, long> Reasons)
{
    internal static FailedHost Of(HostFailures host) => new(host.Host, host.Failed, ReasonCounts.Named(host.Reasons));
}
