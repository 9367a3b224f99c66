using System.Globalization;
using ImageRetrieval.ServiceDefaults.Text;

namespace ImageRetrieval.Api.Maps;

/// <summary>A polygon on a map, as in an address: <c>x,y,x,y,…</c>.</summary>
internal sealed class MapArea
{
    internal const int Largest = 65_535;

    private const int LeastCorners = 3;
    private const int MostCorners = 100;

    private readonly int[] _x;
    private readonly int[] _y;

    private MapArea(int[] x, int[] y) => (_x, _y) = (x, y);

    /// <exception cref="RefusalException">It is not a polygon.</exception>
    internal static MapArea Parse(string text)
    {
        var parts = text.Split(',');
        if (parts.Length % 2 != 0 || parts.Length / 2 is < LeastCorners or > MostCorners)
            throw Wrong(text, $"it has {parts.Length} numbers");
        var (x, y) = (new int[parts.Length / 2], new int[parts.Length / 2]);
        for (var i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > Largest)
                throw Wrong(text, $"'{Shortened.To(parts[i], 20)}' is not a number of 0..{Largest}");
            (i % 2 == 0 ? x : y)[i / 2] = number;
        }
        return new(x, y);
    }

    /// <summary>Whether a place is inside, by the even-odd rule; scripts use the same formula.</summary>
    internal bool Contains(double x, double y)
    {
        var isInside = false;
        for (int i = 0, j = _x.Length - 1; i < _x.Length; j = i++)
        {
            if ((_y[i] > y) != (_y[j] > y) && x < ((double)(_x[j] - _x[i]) * (y - _y[i]) / (_y[j] - _y[i])) + _x[i])
                isInside = !isInside;
        }
        return isInside;
    }

    private static RefusalException Wrong(string text, string fault) =>
        RefusalException.BadRequest($"area is '{Shortened.To(text, 50)}': {fault}; it must be {LeastCorners}..{MostCorners} corners of a polygon, x,y,x,y,…, each 0..{Largest}.");
}
