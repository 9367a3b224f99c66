using System.ComponentModel;
using ImageRetrieval.Api.Docs;
using ImageRetrieval.Api.Filters;
using ImageRetrieval.Api.Index;
using ImageRetrieval.Api.Safety;
using ImageRetrieval.Collection.Facets;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ImageRetrieval.Api.Facets;

/// <summary><c>GET /v1/facets</c>: which columns the images have and which values occur how often, to choose filters from.</summary>
internal static class FacetsEndpoint
{
    internal static void MapFacets(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/facets", FacetsAsync).AddEndpointFilter<Refusals>().WithTags("images")
            .Named("listFacets", "List columns and values", "The columns of the indexed images with their most frequent values.")
            .WithExamples(
                """{"model":"resnet50","snapshot":"00000007","count":10000,"columns":[{"column":"kind","type":"text","distinct":2,"distinctIsLeast":false,"values":[{"value":"castle","count":7420},{"value":"fish","count":2580}]},{"column":"year","type":"number","distinct":35,"distinctIsLeast":false,"min":1990,"max":2024,"values":[{"value":"2011","count":640}]}]}""",
                (400, "values is 0; it must be 1..200."),
                (503, "The index of model 'resnet50' is not built yet: the Worker builds it, and GET /v1/ingest shows its progress."));

    private static async Task<Results<Ok<FacetsAnswer>, ProblemHttpResult>> FacetsAsync(
        ModelChoice models,
        WorkGate gate,
        ClientRates rates,
        HttpContext http,
        [Description("The model whose index is used; by default any that is available.")] string? model = null,
        [Description("Maximum number of values per column, 1..200.")] int values = 20,
        [Description("A condition on columns, as in POST /v1/search, as JSON text: only the images that meet it are counted.")] string? filter = null,
        CancellationToken token = default)
    {
        if (values is < 1 or > FacetTable.MostValues)
            return TypedResults.Problem($"values is {values}; it must be 1..{FacetTable.MostValues}.", statusCode: StatusCodes.Status400BadRequest);
        var condition = filter is null ? null : FilterParser.ParseText(filter);
        using var lease = model is null ? await models.AcquireAnyAsync(token) : await models.AcquireAsync(model, token);
        if (lease is null)
            return TypedResults.Ok(new FacetsAnswer(models.Default, null, 0, []));
        // Reading a million images takes a core for seconds, the first time.
        var weight = WorkWeight.OfScan(lease.Info);
        rates.Charge(http, lease.Index.AreCounted(condition) ? WorkWeight.Light : weight);
        var table = await lease.Index.FacetsAsync(condition, scan => gate.RunAsync(weight, scan, token), token);
        return TypedResults.Ok(new FacetsAnswer(
            lease.Model.Name,
            lease.Info.Version,
            table.Count,
            [.. table.Columns.Select(column => FacetColumnAnswer.Of(column, values))]));
    }
}
