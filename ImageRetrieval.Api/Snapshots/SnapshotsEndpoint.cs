using ImageRetrieval.Api.Docs;
using ImageRetrieval.Collection.Search;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ImageRetrieval.Api.Snapshots;

/// <summary><c>GET /v1/snapshots</c>: which versions of which index there are, and which of them answer.</summary>
internal static class SnapshotsEndpoint
{
    internal static void MapSnapshots(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/snapshots", SnapshotsAsync).Named("listSnapshots", "List snapshots", "The published versions of every model's index.").WithTags("models").WithExamples("""{"snapshots":[{"model":"resnet50","version":"00000007","isCurrent":true,"images":10000,"created":"2026-01-31T12:00:00+00:00","contentHash":"5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"},{"model":"resnet50","version":"00000006","isCurrent":false,"images":null,"created":null,"contentHash":null}]}""");

    private static async Task<Ok<SnapshotsAnswer>> SnapshotsAsync(ICollectionIndexes indexes, CancellationToken token)
    {
        var snapshots = new List<SnapshotAnswer>();
        foreach (var model in indexes.Models)
            snapshots.AddRange((await indexes.VersionsAsync(model, token)).Select(version => Describe(model, version)));
        return TypedResults.Ok(new SnapshotsAnswer(snapshots));
    }

    private static SnapshotAnswer Describe(string model, PublishedVersion version) =>
        new(model, version.Version, version.Current is not null, version.Current?.Count, version.Current?.Created, version.Current?.ContentHash);
}
