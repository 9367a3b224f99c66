using ImageRetrieval.Api.Index;
using ImageRetrieval.Collection.Items;
using ImageRetrieval.Collection.Search;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ImageRetrieval.Api.Tests;

public sealed class IndexHealthTests
{
    [Theory]
    [InlineData(false, IndexState.Opening, null, HealthStatus.Unhealthy)]
    [InlineData(true, IndexState.Building, null, HealthStatus.Degraded)]
    [InlineData(true, IndexState.Ready, null, HealthStatus.Healthy)]
    [InlineData(true, IndexState.Ready, true, HealthStatus.Degraded)]
    [InlineData(true, IndexState.Ready, false, HealthStatus.Degraded)]
    [InlineData(true, IndexState.Failed, true, HealthStatus.Degraded)]
    [InlineData(true, IndexState.Failed, false, HealthStatus.Unhealthy)]
    public async Task The_service_is_ready_when_every_model_was_checked_and_nothing_needs_repair(bool isStarted, IndexState state, bool? heals, HealthStatus expected)
    {
        var check = new IndexHealthCheck(new Indexes(isStarted, state, heals is { } known ? new IndexFailure("broken", known) : null));
        Assert.Equal(expected, (await check.CheckHealthAsync(new HealthCheckContext())).Status);
    }

    private sealed class Indexes(bool isStarted, IndexState state, IndexFailure? failure) : ICollectionIndexes
    {
        public IReadOnlyList<string> Models => ["one"];

        public bool IsStarted => isStarted;

        public IndexState StateOf(string model) => state;

        public IndexFailure? FailureOf(string model) => failure;

        public IndexInfo? CurrentOf(string model) => null;

        public ValueTask<IIndexLease?> AcquireAsync(string model, CancellationToken token) => default;

        public ValueTask<IIndexLease?> AcquireAsync(string model, string version, CancellationToken token) => default;

        public ValueTask<ImageItem?> FindInOtherVersionsAsync(string imageId, CancellationToken token) => default;

        public ValueTask<IReadOnlyList<PublishedVersion>> VersionsAsync(string model, CancellationToken token) => new([]);
    }
}
