using ImageRetrieval.Collection.Search;

namespace ImageRetrieval.Api.Safety;

/// <summary>
/// What work costs, in the work of an ordinary request: a picture that is embedded, or a search of the graph. It is some
/// hundredths of a second of one core, and what the rate of a client counts.
/// </summary>
internal static class WorkWeight
{
    /// <summary>An ordinary request.</summary>
    internal const int Light = 1;

    /// <summary>The least weight of heavy work, and that of every piece of a request with many.</summary>
    internal const int Heavy = 2;

    // Reading an image's fields takes some microseconds, comparing two components a fraction of a nanosecond.
    private const int ImagesPerUnit = 5_000;
    private const long ComponentsPerUnit = 50_000_000;

    internal static bool IsHeavy(int weight) => weight >= Heavy;

    /// <summary>Reading the fields of every image: a new filter, or a table of values.</summary>
    internal static int OfScan(IndexInfo index) => 1 + (index.Count / ImagesPerUnit);

    /// <summary>Comparing with every image.</summary>
    internal static int OfExactSearch(IndexInfo index) => 1 + (int)((long)index.Count * index.Dimension / ComponentsPerUnit);
}
