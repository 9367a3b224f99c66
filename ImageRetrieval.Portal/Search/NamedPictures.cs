using System.Text.Json.Nodes;
using ImageRetrieval.Portal.Api;

namespace ImageRetrieval.Portal.Search;

/// <summary>Finds pictures by what is typed: an ID, a file name or its beginning, or the value of a column; without any, a part of a file name or value.</summary>
internal sealed class NamedPictures(ApiClient api)
{
    /// <summary>The number of pictures that are shown to choose from.</summary>
    public const int Shown = 48;

    // The condition is part of an address, which must not become too long.
    private const int LongestValue = 100;
    private const int MostColumns = 20;

    /// <summary>What the text means as a part of a search; null when it is not the ID of a picture, nor the name of only one.</summary>
    /// <exception cref="ApiException">The text is a web address, and those are disabled.</exception>
    public async Task<SearchPart?> PartAsync(string text, string? model, CancellationToken token)
    {
        if (IsAddress(text))
            return await AddressAsync(text, token);
        var known = await ApiAttempt.Of(() => api.GetImageAsync(text, token));
        // Without an answer, the search itself reports the reason.
        if (known.Problem is null or { Problem: not ApiProblem.UnknownImage })
            return new SearchPart(PartKind.Id, text);
        var found = await ApiAttempt.Of(() => FindAsync(text, model, null, token));
        return found.Value is { Total: 1, Items: [var only] } ? new SearchPart(PartKind.Id, only.Id) : null;
    }

    /// <summary>The pictures whose name begins with the text, or that have it as the value of a column; if there are none, those with the text in their name or a value.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="model">The model in whose index they are; null for the default one.</param>
    /// <param name="filter">A further condition; null for none.</param>
    /// <param name="token">Cancels the requests.</param>
    public async Task<ApiImages> FindAsync(string text, string? model, JsonObject? filter, CancellationToken token)
    {
        if (text.Length > LongestValue)
            return await ListAsync([Condition("field", "name", "startsWith", text)], model, filter, token);
        var facets = (await ApiAttempt.Of(() => api.GetFacetsAsync(model, null, 1, token))).Value ?? ApiFacets.Empty;
        var columns = facets.Columns.Take(MostColumns).Select(column => column.Column).ToList();
        var found = await ListAsync([Condition("field", "name", "startsWith", text), .. columns.Select(column => Condition("column", column, "eq", text))], model, filter, token);
        // Nobody remembers every capital: without a match, a part of a name or value is enough, in upper or lower case.
        return found.Total > 0 ? found
            : await ListAsync([Condition("field", "name", "contains", text), .. columns.Select(column => Condition("column", column, "contains", text))], model, filter, token);
    }

    private async Task<ApiImages> ListAsync(JsonObject[] conditions, string? model, JsonObject? filter, CancellationToken token)
    {
        var named = new JsonObject { ["or"] = new JsonArray([.. conditions]) };
        var condition = filter is null ? named : new JsonObject { ["and"] = new JsonArray(named, filter.DeepClone()) };
        var query = $"limit={Shown}" + (model is null ? "" : "&model=" + Uri.EscapeDataString(model));
        return await api.GetImagesAsync($"{query}&filter={Uri.EscapeDataString(condition.ToJsonString())}", token);
    }

    private static JsonObject Condition(string kind, string name, string comparison, string text) => new() { [kind] = name, [comparison] = text };

    private static bool IsAddress(string text) =>
        text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    // Where web addresses are disabled, none is sent any further.
    private async Task<SearchPart> AddressAsync(string text, CancellationToken token) =>
        (await ApiAttempt.Of(() => api.GetModelsAsync(token))).Value is { UrlQueries: false }
            ? throw new ApiException(ApiProblem.UrlsOff)
            : new SearchPart(PartKind.Url, text);
}
