using System.Text.Json;
using ImageRetrieval.Portal.Api;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Portal.Pages;

/// <summary>What a picture is called on the pages: by the columns that the owner of the collection cares for.</summary>
internal sealed class PictureTitles(IOptions<PortalOptions> options)
{
    private readonly string[] _titles = Names(options.Value.TitleColumns);
    private readonly string[] _details = Names(options.Value.DetailColumns);

    /// <summary>The first title column that has a value, else the file name, else the ID.</summary>
    public string Of(ApiImage image) => Values(image, _titles).FirstOrDefault() ?? (string.IsNullOrWhiteSpace(image.Name) ? image.Id : image.Name);

    /// <summary>The price, the date and the like; empty when there are none.</summary>
    public string DetailOf(ApiImage image) => string.Join(" · ", Values(image, _details));

    /// <summary>As <see cref="DetailOf(ApiImage)"/>, after the value of the column by which a list is sorted.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="sort">The column; null, or the name of a field such as <c>@id</c>, adds nothing.</param>
    public string DetailOf(ApiImage image, string? sort) => string.Join(" · ", Values(image, sort is null ? _details : [sort, .. _details.Where(column => !column.Equals(sort, StringComparison.OrdinalIgnoreCase))]));

    private static IEnumerable<string> Values(ApiImage image, string[] columns) => columns
        .Select(column => (image.Metadata ?? new Dictionary<string, JsonElement>()).FirstOrDefault(pair => pair.Key.Equals(column, StringComparison.OrdinalIgnoreCase)).Value)
        .Select(value => value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? "" : value.ToString())
        .Where(text => !string.IsNullOrWhiteSpace(text));

    private static string[] Names(string columns) => columns.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
