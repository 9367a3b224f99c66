using System.Globalization;
using ImageRetrieval.Collection.Facets;
using ImageRetrieval.Collection.Items;
using ImageRetrieval.Collection.Search;

namespace ImageRetrieval.Api.Maps;

/// <summary>A column by which the images of a map can be coloured: its most frequent values, or ranges of its numbers with about as many images each.</summary>
/// <param name="Name">The column.</param>
/// <param name="Values">The values, most frequent first; ranges ascending.</param>
/// <param name="OfImages">For each image the position of its value; -1 for any other or none.</param>
internal sealed record MapColumn(string Name, IReadOnlyList<MapValueAnswer> Values, int[] OfImages)
{
    // More colours cannot be told apart.
    private const int MostValues = 12;
    private const int Ranges = 6;

    /// <summary>Reads every image of the map.</summary>
    internal static async ValueTask<MapColumn> ReadAsync(MapView view, FacetColumn column, IIndexLease index, CancellationToken token)
    {
        var texts = new string?[view.Ids.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            token.ThrowIfCancellationRequested();
            texts[i] = (await index.FindAsync(view.Ids[i], token))?.Fields.GetValueOrDefault(ItemFields.OfColumn(column.Column));
        }
        return column.IsNumber && column.Distinct > MostValues ? OfNumbers(column.Column, texts) : OfTexts(column, texts);
    }

    private static MapColumn OfTexts(FacetColumn column, string?[] texts)
    {
        string[] values = [.. column.Values.Take(MostValues).Select(value => value.Value)];
        return Counted(column.Column, [.. texts.Select(text => text is null ? -1 : Array.IndexOf(values, text))], [.. values.Select(value => new MapValueAnswer(value, null, null, 0))]);
    }

    private static MapColumn OfNumbers(string name, string?[] texts)
    {
        double?[] numbers = [.. texts.Select(text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : (double?)null)];
        double[] sorted = [.. numbers.OfType<double>().Order()];
        // Each range begins with another number: equal numbers are in one range.
        double[] starts = [.. Enumerable.Range(0, sorted.Length == 0 ? 0 : Ranges).Select(i => sorted[(int)((long)i * sorted.Length / Ranges)]).Distinct()];
        int[] ofImages = [.. numbers.Select(number => number is { } value ? Array.FindLastIndex(starts, start => start <= value) : -1)];
        MapValueAnswer[] ranges = [.. starts.Select((start, i) => new MapValueAnswer(null, start, sorted.Last(number => i + 1 == starts.Length || number < starts[i + 1]), 0))];
        return Counted(name, ofImages, ranges);
    }

    private static MapColumn Counted(string name, int[] ofImages, MapValueAnswer[] values)
    {
        var counts = new int[values.Length];
        foreach (var value in ofImages)
        {
            if (value >= 0)
                counts[value]++;
        }
        return new(name, [.. values.Select((value, i) => value with { Count = counts[i] })], ofImages);
    }
}
