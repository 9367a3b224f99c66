namespace ImageRetrieval.VectorIndex;

/// <summary>Makes the codes of neighbours from a graph's 8-bit codes and its links. Deterministic, whatever the number of threads.</summary>
internal sealed unsafe class NeighborCodesBuild(GraphView view, int entryPoint, ParallelOptions parallel)
{
    private const int MostSampled = 4096;
    private const int RemainderSample = 1000;
    private const int NodesAtOnce = 1024;

    // Each search compares all nodes of one level: the lowest that has no more than this.
    private const int MostEntries = 256;

    /// <summary>Null where the graph has no codes, or too few nodes or components to gain anything.</summary>
    public NeighborCodes? Run()
    {
        if (!view.WholeCodes.Exist || view.Count < NeighborCodes.LeastCount || NeighborCoding.ComponentsFor(view.Vectors.Dimension) < NeighborCoding.LeastComponents)
            return null;
        NeighborCoding coding = NeighborCoding.Learn(Sample(), parallel.CancellationToken);
        NodeCodes codes = Encode(coding);
        codes.Complete(PerRemainder(coding, codes));
        (int[] entries, int level) = Entries();
        var ground = new NeighborBlocks(view.Count, view.Ground.Capacity, coding.Components);
        ForParts(view.Count, node => ground.Write(node, view.Links((int)node, 0), codes, view.Count));
        // A graph whose second level is small enough needs no others.
        var upper = new NeighborBlocks(level > 1 ? view.Upper.Rows : 0, view.Upper.Capacity, coding.Components);
        if (level > 1)
            ForParts(view.Upper.Rows, row => upper.Write(row, view.Upper.Links(row), codes, view.Count));
        var entryBlocks = new NeighborBlocks(1, entries.Length, coding.Components);
        entryBlocks.Write(0, entries, codes, view.Count);
        return new NeighborCodes(coding, codes.FactorStep, ground, upper, entryBlocks, level);
    }

    // From the codes, not the vectors: those may be on the disk.
    private FloatMatrix Sample()
    {
        int count = Math.Min(MostSampled, view.Count);
        var sample = new FloatMatrix(count, view.Vectors.Dimension);
        var codes = new AlignedMemory(view.WholeCodes.Stride);
        for (int i = 0; i < count; i++)
        {
            int node = (int)((long)i * view.Count / count);
            view.WholeCodes.Unbias(node, (sbyte*)codes.Pointer);
            // In a damaged file that was not verified a scale can be any number.
            float scale = view.WholeCodes.Scale(node) is var number and > 0 and <= 1 ? number : 0;
            Span<float> row = sample.Span(i);
            for (int j = 0; j < row.Length; j++)
                row[j] = scale * ((sbyte*)codes.Pointer)[j];
        }

        GC.KeepAlive(codes);
        return sample;
    }

    private NodeCodes Encode(NeighborCoding coding)
    {
        var codes = new NodeCodes(view.Count, coding.Components);
        ForRanges(view.Count, (from, to) =>
        {
            var scratch = new AlignedMemory(view.WholeCodes.Stride);
            var projected = new FloatMatrix(1, Projection.RoomFor(coding.Components + 1));
            for (long node = from; node < to; node++)
                coding.Encode((int)node, view.WholeCodes, (sbyte*)scratch.Pointer, projected.Row(0), codes);
            GC.KeepAlive(scratch);
            GC.KeepAlive(projected);
        });
        return codes;
    }

    /// <summary>
    /// What the projection leaves out of two near vectors is not perpendicular: how much of it counts is fitted to links
    /// (least squares), with the mean length for the query's part.
    /// </summary>
    private float PerRemainder(NeighborCoding coding, NodeCodes codes)
    {
        double mean = codes.Remainders.Average(), products = 0, squares = 0;
        var scratch = new AlignedMemory(view.WholeCodes.Stride);
        var own = new FloatMatrix(1, Projection.RoomFor(coding.Components + 1));
        var other = new FloatMatrix(1, Projection.RoomFor(coding.Components + 1));
        var metrics = new CodeNodeMetrics(view.WholeCodes);
        var distances = new float[view.Ground.Capacity];
        int sampled = Math.Min(RemainderSample, view.Count);
        for (int i = 0; i < sampled; i++)
        {
            int node = (int)((long)i * view.Count / sampled);
            ReadOnlySpan<int> links = view.Links(node, 0);
            Check(links);
            CodeMetric metric = metrics.Of(node, (sbyte*)scratch.Pointer);
            metric.Measure(links, distances);
            float along = coding.Project((sbyte*)scratch.Pointer, view.WholeCodes.Info(node), own.Row(0));
            for (int j = 0; j < links.Length; j++)
            {
                view.WholeCodes.Unbias(links[j], (sbyte*)scratch.Pointer);
                coding.Project((sbyte*)scratch.Pointer, view.WholeCodes.Info(links[j]), other.Row(0));
                float left = 1 - distances[j] - along - codes.Along(links[j]) + coding.SquaredMean - WideProducts.First(own.Row(0), other.Row(0), coding.Components);
                double expected = mean * codes.Remainders[links[j]];
                products += expected * left;
                squares += expected * expected;
            }
        }

        GC.KeepAlive(scratch);
        GC.KeepAlive(own);
        GC.KeepAlive(other);
        return squares > 0 ? (float)(products / squares * mean) : 0;
    }

    /// <summary>The nodes of the lowest upper level that is small enough, the entry point among them.</summary>
    private (int[] Nodes, int Level) Entries()
    {
        var levels = new List<(int Node, int Level)>();
        int last = -1, lastRow = 0;
        // A node of level L has L consecutive rows, and rows are in the order of nodes.
        for (int node = 0; node < view.Count; node++)
        {
            int row = view.FirstUpperRow[node];
            if (row < 0)
                continue;
            if (last >= 0)
                levels.Add((last, row - lastRow));
            (last, lastRow) = (node, row);
        }

        if (last < 0)
            return ([entryPoint], 0);
        levels.Add((last, (int)view.Upper.Rows - lastRow));
        int level = 1;
        while (level < LevelDraw.MaxLevel && levels.Count(node => node.Level >= level) > MostEntries)
            level++;
        int[] nodes = [.. levels.Where(node => node.Level >= level).Select(node => node.Node)];
        return (nodes.Contains(entryPoint) ? nodes : [.. nodes, entryPoint], level);
    }

    private void Check(ReadOnlySpan<int> links)
    {
        foreach (int link in links)
        {
            if ((uint)link >= (uint)view.Count)
                throw DamagedGraph.NodeOutOfRange(link, view.Count);
        }
    }

    private void ForParts(long count, Action<long> action) => ForRanges(count, (from, to) =>
    {
        for (long i = from; i < to; i++)
            action(i);
    });

    private void ForRanges(long count, Action<long, long> action)
    {
        try
        {
            Parallel.For(0, (count + NodesAtOnce - 1) / NodesAtOnce, parallel, part => action(part * NodesAtOnce, Math.Min(count, (part + 1) * NodesAtOnce)));
        }
        catch (AggregateException e) when (e.InnerException is SnapshotException damage)
        {
            throw new SnapshotException(damage.Reason, damage.Message, e);
        }
    }
}
