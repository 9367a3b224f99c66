using ImageRetrieval.Collection.Items;
using ImageRetrieval.Collection.Search;
using ImageRetrieval.ServiceDefaults.Text;

namespace ImageRetrieval.Api.Images;

/// <summary>The order of a list, as in an address: <c>sort=price</c> by a column, <c>sort=@name</c> by what every image has.</summary>
internal static class ImageSort
{
    private static readonly string[] s_fields = [SortOrder.Id, ItemFields.Name, ItemFields.Width, ItemFields.Height];

    /// <summary>Null when none is requested.</summary>
    /// <exception cref="RefusalException">It is not an order.</exception>
    internal static SortOrder? Parse(string? sort, string? order)
    {
        var descending = order switch
        {
            null or "asc" => false,
            "desc" => true,
            _ => throw RefusalException.BadRequest($"order is '{Shortened.To(order, 50)}'; it must be asc or desc."),
        };
        if (sort is null)
            return order is null ? null : throw RefusalException.BadRequest("order has no effect without sort: name a column with sort.");
        if (!sort.StartsWith('@'))
            return new(ItemFields.OfColumn(sort), descending);
        return s_fields.Contains(sort[1..]) ? new(sort[1..], descending)
            : throw RefusalException.BadRequest($"sort is '{Shortened.To(sort, 50)}'; after @ it must be one of {string.Join(", ", s_fields)}. Without @ it is a column of the list.");
    }

    /// <exception cref="RefusalException">No image has a value there.</exception>
    internal static PreparedOrder Checked(PreparedOrder order, string sort) => order.Kind != SortKind.None
        ? order
        : throw RefusalException.BadRequest($"sort is '{Shortened.To(sort, 50)}', which no indexed image has: GET /v1/facets lists the columns.");
}
