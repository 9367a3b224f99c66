using System.ComponentModel;
using ImageRetrieval.Api.Docs;
using ImageRetrieval.Api.Index;

namespace ImageRetrieval.Api.Maps;

/// <summary><c>GET /v1/map</c>: all images in a plane, similar ones near each other, and their clusters.</summary>
internal static class MapEndpoint
{
    private const string Example = """{"model":"resnet50","snapshotVersion":"00000007","state":"complete","message":null,"mapVersion":"00000007-8dd2f5a1c0e4b007","images":3,"missing":0,"ids":["51","633755","7"],"x":[0,40112,65535],"y":[12033,11800,31200],"cluster":[0,0,-1],"column":"kind","values":[{"value":"castle","from":null,"to":null,"count":2}],"value":[0,0,-1],"clusters":[{"number":0,"size":2,"x":20056,"y":11916,"columns":[{"column":"kind","value":"castle","share":0.92,"everywhere":0.31}],"samples":[]}]}""";

    internal static void MapMaps(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/map", GetAsync).AddEndpointFilter<Refusals>().Named("getMap", "Get the map", "All images in a plane, similar ones near each other, and clusters of them with names.").WithTags("map")
            .WithExamples(
                Example,
                (400, "column is 'colour', which no indexed image has: GET /v1/facets lists the columns."),
                (503, "The index of model 'resnet50' is not built yet: the Worker builds it, and GET /v1/ingest shows its progress."))
            .WithMessagePackAnswer("The map of the JSON answer as MessagePack; x and y are binary with 2 bytes for each image, cluster and value with one, little-endian.");

    private static async Task<MapResult> GetAsync(
        ModelChoice models,
        CollectionMaps maps,
        HttpContext http,
        [Description("The model by which images are similar; by default resnet50 when it is loaded, otherwise the first of --models.")] string? model = null,
        [Description("A column of the list by which images are to be coloured: the answer then has its values.")] string? column = null,
        [Description("Whether the answer has the images; otherwise only state and clusters.")] bool points = true,
        CancellationToken token = default)
    {
        // The answer is made before the handler returns: the lease ends with it.
        using var lease = await models.AcquireAsync(model, token);
        var (view, reason) = await maps.FindAsync(http, lease, token);
        if (view is null)
            return Result(lease, "none", new MapAnswer(lease.Model.Name, lease.Info.Version, "none", reason, null, 0, lease.Info.Count, [], PackedNumbers.None, PackedNumbers.None, PackedNumbers.None, null, [], PackedNumbers.None, []));
        var isComplete = view.Map.Head.SnapshotVersion == lease.Info.Version;
        var coloured = column is null ? null : await maps.ColumnAsync(http, lease, view, column, token);
        var answer = new MapAnswer(
            lease.Model.Name,
            lease.Info.Version,
            isComplete ? "complete" : "computing",
            isComplete ? null : $"This is the map of snapshot {view.Map.Head.SnapshotVersion}; that of snapshot {lease.Info.Version} is computed in the background.",
            view.Map.Version,
            view.Ids.Length,
            Math.Max(0, lease.Info.Count - view.Ids.Length),
            points ? view.Ids : [],
            new(points ? view.X : [], 2),
            new(points ? view.Y : [], 2),
            new(points ? view.Clusters : [], 1),
            column,
            coloured?.Values ?? [],
            new(points ? coloured?.OfImages ?? [] : [], 1),
            await CollectionMaps.ClustersAsync(view, lease, token));
        return Result(lease, view.Map.Version, answer);
    }

    private static MapResult Result(ModelLease lease, string version, MapAnswer answer) =>
        new($"{lease.Info.Version}-{lease.Info.ContentHash[..Math.Min(16, lease.Info.ContentHash.Length)]}-{version}", answer);
}
