using ImageRetrieval.Portal.Api;

namespace ImageRetrieval.Portal.Filters;

/// <summary><c>GET /facet?facet=column:text&amp;model=…</c>: the values of a column that contain a text, for scripts.</summary>
internal static class FacetEndpoint
{
    internal static void MapFacets(this IEndpointRouteBuilder routes) => routes.MapGet("/facet", async (HttpContext context, ValueFinder finder) =>
    {
        context.Response.Headers.CacheControl = "private, no-cache";
        if (FilterState.ValueSearches(context.Request.Query) is not [var search])
            return Results.Text("The value search is invalid: facet must be a column and a text of up to 100 characters, such as facet=kind:fl.", statusCode: StatusCodes.Status400BadRequest);
        var model = context.Request.Query["model"].ToString();
        var (found, _) = await ApiAttempt.Of(() => finder.FindAsync(search, model.Length > 0 ? model : null, context.RequestAborted));
        return found is null
            ? Results.StatusCode(StatusCodes.Status503ServiceUnavailable)
            : Results.Json(found.Values.Select(value => new { value = value.Text, choice = new FacetChoice(search.Column, value.Text).ToString(), count = value.Count }));
    });
}
