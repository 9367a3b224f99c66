using System.Text.Json;

namespace ImageRetrieval.Portal.Api;

/// <summary>The answer of <c>GET /v1/facets</c>: the values of the list's columns and how often each occurs.</summary>
internal sealed record ApiFacets(long Count, IReadOnlyList<ApiFacetColumn> Columns)
{
    internal static readonly ApiFacets Empty = new(0, []);
}

internal sealed record ApiFacetColumn(string Column, string? Type, long Distinct, double? Min, double? Max, IReadOnlyList<ApiFacetValue>? Values)
{
    internal bool IsNumber => Type == "number";
}

internal sealed record ApiFacetValue(JsonElement Value, long Count)
{
    /// <summary>The value as written in the list.</summary>
    internal string Text => Value.ValueKind == JsonValueKind.String ? Value.GetString()! : Value.GetRawText();
}
