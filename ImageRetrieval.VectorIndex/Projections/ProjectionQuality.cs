namespace ImageRetrieval.VectorIndex;

/// <summary>
/// How well a projection keeps neighbours, measured on a sample: some of its vectors are queries, the rest is searched exactly,
/// once in full and once by projected vectors.
/// </summary>
internal sealed unsafe class ProjectionQuality
{
    /// <summary>True nearest that are looked for.</summary>
    public const int Nearest = 10;

    /// <summary>Candidates by projected distance among which they are to be: a graph search measures about as many again.</summary>
    public const int Candidates = 30;

    // The share of true neighbours whose overestimation is covered.
    private const double Covered = 0.99;

    private readonly VectorRows _rows;
    private readonly int[] _queries;
    private readonly int[] _others;
    private readonly int[][] _truth;

    /// <param name="rows">The vectors.</param>
    /// <param name="queries">Nodes that ask.</param>
    /// <param name="others">Nodes that are searched, at least as many as <see cref="Candidates"/>; none of them asks.</param>
    /// <param name="token">Looked at before each query.</param>
    public ProjectionQuality(VectorRows rows, int[] queries, int[] others, CancellationToken token)
    {
        (_rows, _queries, _others) = (rows, queries, others);
        var scores = new float[others.Length + 3];
        _truth = new int[queries.Length][];
        for (int i = 0; i < queries.Length; i++)
        {
            token.ThrowIfCancellationRequested();
            Score(queries[i], scores);
            _truth[i] = Best(scores.AsSpan(0, others.Length), Nearest);
        }
    }

    /// <summary>For each true neighbour of each query the number of others that the first components put in front of it; ascending.</summary>
    /// <param name="projected">Projected vectors: of the queries first, then of the others.</param>
    /// <param name="length">Components that count.</param>
    public int[] Intruders(FloatMatrix projected, int length)
    {
        var intruders = new List<int>(_queries.Length * Nearest);
        var scores = new float[_others.Length];
        for (int i = 0; i < _queries.Length; i++)
        {
            for (int j = 0; j < scores.Length; j++)
                scores[j] = Dot(projected, i, _queries.Length + j, length);
            foreach (int nearest in _truth[i])
                // An equal score counts as in front: where projections are all alike, none is found.
                intruders.Add(scores.Count(score => score >= scores[nearest]) - _truth[i].Count(other => scores[other] >= scores[nearest]));
        }

        GC.KeepAlive(projected);
        intruders.Sort();
        return [.. intruders];
    }

    /// <summary>Share of the true nearest that are among the candidates, 0..1.</summary>
    public static float Recall(int[] intruders) => (float)intruders.Count(number => number <= Candidates - Nearest) / intruders.Length;

    /// <summary>
    /// Candidates by projected distance that hold 95 % of the true ten nearest. A sample has fewer vectors near a query than the
    /// collection: the intruders are multiplied accordingly.
    /// </summary>
    /// <param name="intruders">Of <see cref="Intruders"/>.</param>
    /// <param name="count">Vectors of the collection.</param>
    public double CandidatesNeeded(int[] intruders, int count)
    {
        // The mean around the 95th percentile is finer than that itself, which is a small integer.
        double typical = intruders[(int)(0.9 * intruders.Length)..(int)(0.99 * intruders.Length)].Average();
        return Nearest + (typical * count / _others.Length);
    }

    /// <summary>By how much the distance to a true neighbour is overestimated by the first components; all but one in a hundred.</summary>
    public float Error(FloatMatrix projected, int length)
    {
        var errors = new List<float>();
        for (int i = 0; i < _queries.Length; i++)
        {
            foreach (int j in _truth[i])
                errors.Add(WideProducts.One(_rows.Row(_queries[i]), _rows.Row(_others[j]), _rows.Stride) - Dot(projected, i, _queries.Length + j, length));
        }

        errors.Sort();
        GC.KeepAlive(projected);
        return Math.Max(0, errors[(int)(Covered * (errors.Count - 1))]);
    }

    /// <summary>Projected vectors, as <see cref="Recall"/> and <see cref="Error"/> take them.</summary>
    public FloatMatrix Project(FloatMatrix directions, CancellationToken token)
    {
        var projected = new FloatMatrix(_queries.Length + _others.Length, Projection.RoomFor(directions.Rows));
        for (int row = 0; row < projected.Rows; row++)
        {
            token.ThrowIfCancellationRequested();
            directions.Multiply(_rows.Row(row < _queries.Length ? _queries[row] : _others[row - _queries.Length]), projected.Row(row));
            // What Multiply left behind the last component is no part of it.
            projected.Span(row)[directions.Rows..].Clear();
        }

        return projected;
    }

    private void Score(int query, Span<float> scores)
    {
        fixed (float* first = scores)
        {
            int last = _others.Length - 1;
            for (int i = 0; i <= last; i += 4)
                WideProducts.Four(_rows.Row(query), _rows.Row(_others[i]), _rows.Row(_others[Math.Min(i + 1, last)]), _rows.Row(_others[Math.Min(i + 2, last)]), _rows.Row(_others[Math.Min(i + 3, last)]), _rows.Stride, first + i);
        }
    }

    private static float Dot(FloatMatrix projected, int row, int other, int length) =>
        WideProducts.First(projected.Row(row), projected.Row(other), length);

    private static int[] Best(ReadOnlySpan<float> scores, int count)
    {
        var best = new PriorityQueue<int, (float, int)>();
        for (int i = 0; i < scores.Length; i++)
        {
            if (best.Count < count)
                best.Enqueue(i, (scores[i], -i));
            else if (best.TryPeek(out _, out (float Score, int) worst) && scores[i] > worst.Score)
                best.EnqueueDequeue(i, (scores[i], -i));
        }

        return [.. best.UnorderedItems.Select(item => item.Element)];
    }
}
