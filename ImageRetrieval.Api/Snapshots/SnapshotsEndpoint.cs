using System.ComponentModel;
using ImageRetrieval.Api.Docs;
using ImageRetrieval.Api.Index;
using ImageRetrieval.Collection.Search;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ImageRetrieval.Api.Snapshots;

/// <summary><c>/v1/snapshots</c>: which versions of which index there are, which of them answer, and what differs between two.</summary>
internal static class SnapshotsEndpoint
{
    private const int MostListed = 200;

    private const string List = """{"snapshots":[{"model":"resnet50","version":"00000007","isCurrent":true,"isPinned":false,"isSearchable":true,"images":10000,"created":"2026-01-31T12:00:00+00:00","bytes":31457280,"embeddingSpace":"resnet50/3f03fdef724b","contentHash":"5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"},{"model":"resnet50","version":"00000006","isCurrent":false,"isPinned":false,"isSearchable":true,"images":9990,"created":"2026-01-30T12:00:00+00:00","bytes":31421540,"embeddingSpace":"resnet50/3f03fdef724b","contentHash":"91a1c0e4b0086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6e"}]}""";

    private const string Changes = """{"model":"resnet50","from":"00000006","to":"00000007","added":{"total":1,"items":[{"id":"633755","url":"https://photos.example/3694014992.jpg","name":"3694014992.jpg","metadata":{"kind":"castle"},"width":1600,"height":1067,"thumbnail":"/v1/images/633755/thumbnail?v=0f343b0931126a20","original":"/v1/images/633755/original"}]},"removed":{"total":0,"items":[]},"changed":{"total":0,"items":[]}}""";

    internal static void MapSnapshots(this IEndpointRouteBuilder routes)
    {
        var snapshots = routes.MapGroup("/v1/snapshots").WithTags("models");
        snapshots.MapGet("", SnapshotsAsync).Named("listSnapshots", "List snapshots", "The published versions of every model's index.").WithExamples(List);
        snapshots.MapGet("/changes", ChangesAsync).AddEndpointFilter<Refusals>().Named("compareSnapshots", "Compare snapshots", "The images that were added, removed or changed between two versions of a model's index.").WithSample("from", "00000001")
            .WithExamples(Changes, (400, "limit is 500; it must be 0..200."), (404, "Model 'resnet50' has no snapshot '00000001', or no longer keeps it; GET /v1/snapshots lists those that are kept."));
    }

    private static async Task<Ok<SnapshotsAnswer>> SnapshotsAsync(ICollectionIndexes indexes, QueryModels models, CancellationToken token)
    {
        var snapshots = new List<SnapshotAnswer>();
        foreach (var model in indexes.Models)
        {
            var space = models.LoadedSpaceOf(model);
            snapshots.AddRange((await indexes.VersionsAsync(model, token)).Select(version => Describe(model, version, space)));
        }

        return TypedResults.Ok(new SnapshotsAnswer(snapshots));
    }

    private static async Task<Ok<ChangesAnswer>> ChangesAsync(
        SnapshotChanges changes,
        ModelChoice models,
        [Description("The version to compare with.")] string from,
        [Description("The version that is compared; by default the current one.")] string? to = null,
        [Description("The model; by default resnet50 when it is loaded, otherwise the first of --models.")] string? model = null,
        [Description("Images to return of each kind, 0..200.")] int limit = 50,
        CancellationToken token = default)
    {
        if (limit is < 0 or > MostListed)
            throw RefusalException.BadRequest($"limit is {limit}; it must be 0..{MostListed}.");
        if (to is not null)
            return TypedResults.Ok(await changes.CompareAsync(model ?? models.Default, from, to, limit, token));
        using var current = await models.AcquireAsync(model, token);
        return TypedResults.Ok(await changes.CompareAsync(current.Model.Name, from, current.Info.Version, limit, token));
    }

    private static SnapshotAnswer Describe(string model, PublishedVersion version, string? space) => new(
        model, version.Version, version.IsCurrent, version.IsPinned, version.IsCurrent || (space is not null && version.Info?.EmbeddingSpace == space),
        version.Info?.Count, version.Info?.Created, version.Info?.Bytes, version.Info?.EmbeddingSpace, version.Info?.ContentHash);
}
