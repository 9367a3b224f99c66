using System.Text;
using ImageRetrieval.Portal.Api;
using ImageRetrieval.Portal.Forms;
using ImageRetrieval.Portal.Search;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace ImageRetrieval.Portal.Export;

/// <summary>
/// <c>POST /export</c>: the selected pictures, or all results of a search, as JSON, CSV or a ZIP archive. When the form has the address of a search, the search is
/// repeated, so that scores come from the search and not from the form.
/// </summary>
internal static class ExportEndpoint
{
    private const int MostPictures = 1000;
    private const int AtOnce = 8;

    internal static void MapExport(this IEndpointRouteBuilder routes) => routes.MapPost("/export", async (HttpContext context, ApiClient api, PictureSearch pictures) =>
    {
        var token = context.RequestAborted;
        var form = await PostedForm.ReadAsync(context.Request);
        var ids = form["id"].OfType<string>().Where(id => id.Length > 0).Distinct(StringComparer.Ordinal).Take(MostPictures).ToArray();
        try
        {
            var rows = await RowsAsync(ids, form["search"].ToString(), api, pictures, token);
            if (rows.Count == 0)
                return Results.Text("There is nothing to export: no pictures are selected, and there are no results.", statusCode: StatusCodes.Status400BadRequest);
            // ZipArchive writes the end of an entry and of the archive synchronously.
            if (context.Features.Get<IHttpBodyControlFeature>() is { } body)
                body.AllowSynchronousIO = true;
            return Answer(form["as"].ToString(), rows, api, token);
        }
        catch (ApiException e)
        {
            return Results.Text(e.Message, statusCode: e.Problem is ApiProblem.Expired or ApiProblem.UnknownImage ? StatusCodes.Status410Gone : StatusCodes.Status502BadGateway);
        }
    }).DisableAntiforgery();

    private static IResult Answer(string format, IReadOnlyList<ExportRow> rows, ApiClient api, CancellationToken token) => format switch
    {
        "csv" => File(CsvExport.Write(rows), "text/csv; charset=utf-8", "pictures.csv"),
        "zip" => Results.Stream(stream => ZipExport.WriteAsync(stream, rows, api, token), "application/zip", "pictures.zip"),
        _ => File(ExportJson.Write(rows), "application/json; charset=utf-8", "pictures.json"),
    };

    private static IResult File(string text, string type, string name) => Results.File(Encoding.UTF8.GetBytes(text), type, name);

    private static async Task<IReadOnlyList<ExportRow>> RowsAsync(string[] ids, string search, ApiClient api, PictureSearch pictures, CancellationToken token)
    {
        var request = PortalSearch.From(QueryHelpers.ParseQuery(search.Contains('?', StringComparison.Ordinal) ? search[search.IndexOf('?', StringComparison.Ordinal)..] : ""));
        var rows = new Dictionary<string, ExportRow>(StringComparer.Ordinal);
        if (request.IsAsked)
        {
            foreach (var hit in (await pictures.SearchAsync(request, token)).Hits)
                rows[hit.Image.Id] = ExportRow.Of(hit.Image, hit.Copies);
        }
        if (ids.Length == 0)
            return [.. rows.Values];
        // Pictures that are not hits of the search are exported as the collection describes them.
        var others = new ExportRow?[ids.Length];
        await Parallel.ForAsync(0, ids.Length, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = token }, async (i, stop) =>
        {
            if (!rows.ContainsKey(ids[i]))
                others[i] = (await ApiAttempt.Of(() => api.GetImageAsync(ids[i], stop))).Value is { } image ? ExportRow.Of(image) : null;
        });
        return [.. ids.Select((id, i) => rows.GetValueOrDefault(id) ?? others[i]).OfType<ExportRow>()];
    }
}
