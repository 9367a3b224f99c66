using System.Threading.RateLimiting;

namespace ImageRetrieval.Api.Safety;

/// <summary>What a <see cref="ClientAccount"/> answers: yes, or when to retry.</summary>
internal sealed class AccountLease(TimeSpan? retryAfter) : RateLimitLease
{
    internal static AccountLease Acquired { get; } = new(null);

    public override bool IsAcquired => retryAfter is null;

    public override IEnumerable<string> MetadataNames => retryAfter is null ? [] : [MetadataName.RetryAfter.Name];

    public override bool TryGetMetadata(string metadataName, out object? metadata)
    {
        metadata = retryAfter;
        return retryAfter is not null && metadataName == MetadataName.RetryAfter.Name;
    }
}
