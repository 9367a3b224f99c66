using ImageRetrieval.Fixtures;

namespace ImageRetrieval.Api.Tests;

/// <summary>The collection of the tests of <c>/v1</c>: 40 pictures, of which 9 and 10 are the same.</summary>
internal static class Pictures
{
    public const int Count = 40;

    public static byte[] Bytes(int number) => TestImages.Random(number == 10 ? 9 : number, 96, 64);

    public static IEnumerable<(string Id, string Name, byte[] Bytes)> All() => Enumerable.Range(1, Count).Select(i => ($"{i}", $"{i}.png", Bytes(i)));

    /// <summary>Columns: the year counts up, the kind is every fourth picture's "rare".</summary>
    public static IReadOnlyDictionary<string, string> Columns(string id)
    {
        var number = int.Parse(id, System.Globalization.CultureInfo.InvariantCulture);
        return new Dictionary<string, string> { ["year"] = $"{1980 + number}", ["kind"] = number % 4 == 0 ? "rare" : "common" };
    }
}
