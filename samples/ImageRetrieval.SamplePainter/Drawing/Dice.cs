namespace ImageRetrieval.SamplePainter.Drawing;

/// <summary>A seeded random generator (SplitMix64), implemented here so that pictures are the same with every version of .NET.</summary>
internal sealed class Dice
{
    private ulong _state;

    public Dice(string seed)
    {
        _state = 14695981039346656037;
        foreach (var letter in seed)
            _state = (_state ^ letter) * 1099511628211;
    }

    public double Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }

    public double Range(double from, double to) => from + (to - from) * Next();
    public double Around(double middle, double spread) => Range(middle - spread, middle + spread);
    public int Int(int from, int toInclusive) => from + (int)(Next() * (toInclusive - from + 1));
    public bool Chance(double probability) => Next() < probability;
    public double Sign() => Chance(0.5) ? 1 : -1;
    public T Pick<T>(params ReadOnlySpan<T> items) => items[Int(0, items.Length - 1)];

    /// <summary>A bell-shaped distribution around 0 with a standard deviation of about 1, limited to 3.5.</summary>
    public double Bell() => (Next() + Next() + Next() + Next() - 2) * 1.73;

    public T[] Shuffle<T>(IEnumerable<T> items)
    {
        var list = items.ToArray();
        for (var i = list.Length - 1; i > 0; i--)
        {
            var j = Int(0, i);
            (list[i], list[j]) = (list[j], list[i]);
        }
        return list;
    }

    public Color Vary(Color color, double lightness = 0.03, double hue = 6) =>
        color.Lighten(Around(0, lightness)).Turn(Around(0, hue));
}
