using System.Text.Json;

namespace ImageRetrieval.Portal.Api;

/// <summary>The answer of <c>GET /v1/facets</c>: which values the columns of the list have, and how often.</summary>
internal sealed record FacetList(long Count, IReadOnlyList<FacetColumn> Columns)
{
    public static readonly FacetList Empty = new(0, []);
}

internal sealed record FacetColumn(string Column, string? Type, long Distinct, double? Min, double? Max, IReadOnlyList<FacetValue>? Values)
{
    public bool IsNumber => Type == "number";
}

internal sealed record FacetValue(JsonElement Value, long Count)
{
    /// <summary>The value as it is written in the list.</summary>
    public string Text => Value.ValueKind == JsonValueKind.String ? Value.GetString()! : Value.GetRawText();
}
