using System.Globalization;
using System.Text.Json.Nodes;

namespace ImageRetrieval.Portal.Search;

/// <summary>The body of <c>POST /v1/search</c> for a search of the page.</summary>
internal static class ApiSearchBody
{
    /// <summary>The Api folds copies of the same bytes. The query's own images stay among the hits: an upload that is in the collection is to be found.</summary>
    /// <param name="search">The search. Its uploads are named <c>f0</c>, <c>f1</c> and so on, in the order of its parts.</param>
    /// <param name="spare">Hits to ask for beyond those that the page shows.</param>
    internal static JsonObject Of(PortalSearch search, int spare)
    {
        // At the Api's limit there is no room for hits that are not shown: it leaves them out itself.
        var isFull = search.Count + spare > PortalSearch.MaxCount;
        var onlyIds = search.Parts.All(part => part.Kind == PartKind.Id);
        var body = new JsonObject
        {
            ["k"] = Math.Min(search.Count + spare, PortalSearch.MaxCount),
            ["queries"] = Parts(search.Parts),
            ["dedupe"] = isFull && onlyIds,
            ["group"] = "bytes",
            ["ranking"] = search.ByCosine ? "cosine" : "context",
        };
        if (search.Model is not null)
            body["model"] = search.Model;
        if (search.Snapshot is not null)
            body["snapshot"] = search.Snapshot;
        if (search.MinScore is { } least)
            body["minScore"] = least;
        // An upload that is in the collection is to be found, so only the other pictures are left out.
        JsonObject?[] conditions = [search.Filters.ToJson(), isFull && !onlyIds ? Without(search.Parts) : null];
        if (conditions.OfType<JsonObject>().ToArray() is { Length: > 0 } all)
            body["filter"] = all.Length == 1 ? all[0] : new JsonObject { ["and"] = new JsonArray([.. all]) };
        if (search.Exact)
            body["exact"] = true;
        return body;
    }

    private static JsonObject Without(IReadOnlyList<SearchPart> parts) => new()
    {
        ["not"] = new JsonObject { ["field"] = "id", ["in"] = new JsonArray([.. parts.Where(part => part.Kind == PartKind.Id).Select(part => (JsonNode)part.Value)]) },
    };

    private static JsonArray Parts(IReadOnlyList<SearchPart> parts)
    {
        var (queries, uploads) = (new JsonArray(), 0);
        foreach (var part in parts)
        {
            var query = new JsonObject { ["weight"] = part.Weight };
            if (part.Crop is { } crop)
                query["crop"] = new JsonObject { ["x"] = crop.X, ["y"] = crop.Y, ["width"] = Math.Min(crop.Width, 1 - crop.X), ["height"] = Math.Min(crop.Height, 1 - crop.Y) };
            if (part.Kind == PartKind.Upload)
                query["upload"] = "f" + uploads++.ToString(CultureInfo.InvariantCulture);
            else
                query[part.Kind == PartKind.Url ? "url" : "id"] = part.Value;
            queries.Add(query);
        }
        return queries;
    }
}
