using ImageRetrieval.Api.Docs;
using ImageRetrieval.Api.Index;
using ImageRetrieval.VectorIndex;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Api.Snapshots;

/// <summary><c>GET /v1/snapshots</c>: which versions of which index there are, and which of them answer.</summary>
internal static class SnapshotsEndpoint
{
    internal static void MapSnapshots(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/snapshots", Snapshots).WithName("snapshots").WithTags("models").WithSummary("The published versions of every model's index.").WithExamples("""{"snapshots":[{"model":"resnet50","version":"00000007","isCurrent":true,"images":10000,"created":"2026-01-31T12:00:00+00:00","contentHash":"5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"},{"model":"resnet50","version":"00000006","isCurrent":false,"images":null,"created":null,"contentHash":null}]}""");

    private static Ok<SnapshotsAnswer> Snapshots(LiveIndex index, IOptions<DataOptions> data) =>
        TypedResults.Ok(new SnapshotsAnswer([.. index.Models.SelectMany(model => OfModel(model, index, data.Value))]));

    private static IEnumerable<SnapshotAnswer> OfModel(string model, LiveIndex index, DataOptions data)
    {
        using var lease = index.Acquire(model);
        var current = lease?.Snapshot.Manifest;
        // The current one stays in use when a publisher has removed its folder meanwhile.
        var versions = SnapshotFolder.Versions(Path.Combine(data.FullPath, "snapshots", model)).ToHashSet(StringComparer.Ordinal);
        if (current is not null)
            versions.Add(current.Version);
        return [.. versions.OrderDescending(StringComparer.Ordinal).Select(version => version == current?.Version
            ? new SnapshotAnswer(model, version, true, current.Count, current.Created, current.ContentHash)
            : new SnapshotAnswer(model, version, false, null, null, null))];
    }
}
