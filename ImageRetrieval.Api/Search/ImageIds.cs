using System.Globalization;

namespace ImageRetrieval.Api.Search;

/// <summary>Ids are text; some of them are integers, which clients of the previous system expect as JSON numbers.</summary>
internal static class ImageIds
{
    /// <summary>The integer that this id is, written as one: "7" is, "007" and "+7" are names.</summary>
    internal static long? AsInteger(string? id) =>
        long.TryParse(id, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value.ToString(CultureInfo.InvariantCulture) == id
            ? value
            : null;
}
