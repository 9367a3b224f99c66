using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace ImageRetrieval.Portal.Search;

/// <summary>What a visitor asks for. A picture of the collection is named in the address, so the search can be shared.</summary>
internal sealed record SearchRequest(string? Like, string? Model, int Count, QueryPicture? Picture = null)
{
    public const int DefaultCount = 12;
    public const int MaxCount = 200;

    public static readonly int[] Counts = [6, 12, 24, 48, 96];

    public bool IsAsked => Like is not null || Picture is not null;

    public static SearchRequest From(IQueryCollection query) => new(Text(query["like"]), Text(query["model"]), Number(query["n"]));

    public static SearchRequest From(IFormCollection form, QueryPicture? picture) =>
        new(picture is null ? Text(form["like"]) : null, Text(form["model"]), Number(form["n"]), picture);

    /// <summary>The address of the search for pictures like one of the collection, with the same model and number.</summary>
    public string AddressOf(string imageId)
    {
        var model = Model is null ? "" : $"&model={Uri.EscapeDataString(Model)}";
        return $"/?like={Uri.EscapeDataString(imageId)}{model}&n={Count.ToString(CultureInfo.InvariantCulture)}";
    }

    private static string? Text(StringValues value) => value.ToString().Trim() is { Length: > 0 } text ? text : null;

    private static int Number(StringValues value) =>
        int.TryParse(value.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is >= 1 and <= MaxCount ? n : DefaultCount;
}
