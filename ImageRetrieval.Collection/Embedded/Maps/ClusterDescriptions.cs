using ImageRetrieval.Collection.Embedded.Search;
using ImageRetrieval.Collection.Items;
using ImageRetrieval.Collection.Maps;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Collection.Embedded.Maps;

/// <summary>
/// Describes the groups of a layout: where they are, typical images, and the values of columns that are over-represented. A value counts
/// by its share of the group, times the logarithm of how many times more frequent it is there than in the collection: the term of the
/// Kullback-Leibler divergence that belongs to it.
/// </summary>
internal sealed class ClusterDescriptions(Snapshot snapshot, string[] ids, SnapshotLayout layout)
{
    private const int Samples = 6;
    private const int MostColumns = 3;
    private const int LeastCount = 3;
    private const double LeastShare = 0.4;
    private const double LeastLift = 1.5;

    // A value that is spread over more clusters than that names none of them.
    private const int MostClusters = 8;

    private readonly int[][] _members = [.. Members(layout)];

    internal IReadOnlyList<MapCluster> Describe(CancellationToken token)
    {
        var values = ListedValues(token);
        var counts = Counts(values, token);
        return [.. _members.Select((members, group) => new MapCluster(
            members.Length,
            Median(members, layout.X),
            Median(members, layout.Y),
            Columns(members.Length, values, counts[group]),
            [.. Typical(members).Select(position => ids[position])]))];
    }

    private static IEnumerable<int[]> Members(SnapshotLayout layout) => Enumerable.Range(0, layout.Groups.Length)
        .Where(position => layout.Groups[position] >= 0).GroupBy(position => layout.Groups[position]).OrderBy(group => group.Key).Select(group => group.ToArray());

    // The most frequent values of each column: bounded, whatever the list has.
    private Dictionary<(string Field, string Value), (int Number, int Total)> ListedValues(CancellationToken token)
    {
        var values = new Dictionary<(string Field, string Value), (int Number, int Total)>();
        foreach (var column in FacetCounter.Count(snapshot, filter: null, token: token).Columns)
        {
            foreach (var value in column.Values)
                values[(ItemFields.OfColumn(column.Column), value.Value)] = (values.Count, value.Count);
        }
        return values;
    }

    private int[][] Counts(Dictionary<(string Field, string Value), (int Number, int Total)> values, CancellationToken token)
    {
        int[][] counts = [.. _members.Select(_ => new int[values.Count])];
        for (var position = 0; position < snapshot.Count; position++)
        {
            token.ThrowIfCancellationRequested();
            if (layout.Groups[position] is not (>= 0 and var group))
                continue;
            foreach (var field in snapshot.GetItem(position).Fields)
            {
                if (values.TryGetValue((field.Key, field.Value), out var known))
                    counts[group][known.Number]++;
            }
        }
        return counts;
    }

    private ClusterColumn[] Columns(int size, Dictionary<(string Field, string Value), (int Number, int Total)> values, int[] counts) =>
    [
        .. values.Select(value => (value.Key.Field, value.Key.Value, Count: counts[value.Value.Number], value.Value.Total))
            .Where(value => value.Count >= LeastCount && value.Count * MostClusters >= value.Total && Share(value.Count, size) >= LeastShare && Lift(value.Count, size, value.Total) >= LeastLift)
            .OrderByDescending(value => Share(value.Count, size) * Math.Log(Lift(value.Count, size, value.Total)))
            .ThenBy(value => value.Field, StringComparer.Ordinal).ThenBy(value => value.Value, StringComparer.Ordinal)
            .DistinctBy(value => value.Field)
            .Take(MostColumns)
            .Select(value => new ClusterColumn(value.Field[ItemFields.MetadataPrefix.Length..], value.Value, value.Count, value.Total)),
    ];

    private static double Share(int count, int size) => (double)count / size;

    private double Lift(int count, int size, int total) => Share(count, size) / Share(total, snapshot.Count);

    // The most typical first; the others spread over the more typical half, so that they are not copies of one picture.
    private IEnumerable<int> Typical(int[] members)
    {
        int[] sorted = [.. members.OrderByDescending(position => layout.Centrality[position]).ThenBy(position => position)];
        var half = Math.Max(Math.Min(Samples, sorted.Length), sorted.Length / 2);
        return Enumerable.Range(0, Math.Min(Samples, half)).Select(i => sorted[(int)((long)i * half / Math.Min(Samples, half))]);
    }

    private static float Median(int[] members, float[] places)
    {
        float[] sorted = [.. members.Select(position => places[position])];
        Array.Sort(sorted);
        return sorted[sorted.Length / 2];
    }
}
