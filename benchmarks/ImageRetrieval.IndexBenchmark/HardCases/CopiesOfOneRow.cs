using ImageRetrieval.IndexBenchmark.Data;

namespace ImageRetrieval.IndexBenchmark.HardCases;

/// <summary>
/// One row in a hundred is the same one: a placeholder picture. Linked by distance alone, copies become a clique that
/// hides what lies around them. One query in ten is that row with a little noise.
/// </summary>
internal sealed class CopiesOfOneRow : IHardCase
{
    private const int OneIn = 100;
    private const int QueryOneIn = 10;
    private const float Noise = 0.02f;

    public string Name => "1 % of the rows are one and the same";

    public VectorSet Make(VectorSet set, int seed)
    {
        var random = new Random(seed);
        float[] rows = set.All.ToArray();
        float[] copied = set.Row(random.Next(set.Count)).ToArray();
        for (int i = 0; i < set.Count / OneIn; i++)
            copied.CopyTo(rows.AsSpan(random.Next(set.Count) * set.Dimension));
        for (int query = 0; query < set.Queries; query += QueryOneIn)
            Blur(copied, rows.AsSpan((set.Count + query) * set.Dimension, set.Dimension), random);
        return new VectorSet(rows, set.Dimension, set.Queries, set.Origin);
    }

    private static void Blur(ReadOnlySpan<float> row, Span<float> query, Random random)
    {
        for (int i = 0; i < row.Length; i++)
            query[i] = row[i] + Noise * (2 * random.NextSingle() - 1);
        UnitRows.Normalize(query, query.Length);
    }
}
