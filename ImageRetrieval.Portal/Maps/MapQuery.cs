using ImageRetrieval.Portal.Search;

namespace ImageRetrieval.Portal.Maps;

/// <summary>Which map is shown, and how it is coloured, as in an address.</summary>
/// <param name="Model">The model by which pictures are similar; null for the default one.</param>
/// <param name="Column">The column by which they are coloured; null for the clusters.</param>
internal sealed record MapQuery(string? Model, string? Column)
{
    private const int LongestText = 500;

    public static MapQuery From(IQueryCollection query) => new(Text(query, "model"), Text(query, "column"));

    /// <summary>The query of the Api's map.</summary>
    /// <param name="points">Whether its images are wanted.</param>
    public string ToApiQuery(bool points) => new PageAddress("").Add("points", points ? "true" : "false").Add("model", Model).Add("column", points ? Column : null).ToString()[1..];

    /// <summary>Where the script gets the images.</summary>
    public string DataAddress => new PageAddress("/map/data").Add("model", Model).Add("column", Column).ToString();

    private static string? Text(IQueryCollection query, string key) => query[key].ToString() is { Length: > 0 and <= LongestText } text ? text : null;
}
