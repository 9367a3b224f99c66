namespace ImageRetrieval.VectorIndex;

/// <summary>The context of all nodes while it is being computed.</summary>
internal sealed unsafe class ContextTable
{
    private readonly AlignedMemory _rows;
    private readonly AlignedMemory _sample;
    private readonly AlignedMemory _quantiles = new(ContextRows.Quantiles * sizeof(float));

    /// <param name="count">Nodes.</param>
    /// <param name="sample">The nodes that represent all.</param>
    /// <param name="complete">The number of nodes when all rows were last computed.</param>
    public ContextTable(int count, ReadOnlySpan<int> sample, int complete)
    {
        (Count, Complete) = (count, complete);
        _rows = new AlignedMemory((long)count * sizeof(ContextRow));
        _sample = new AlignedMemory((long)sample.Length * sizeof(int));
        SampleLength = sample.Length;
        sample.CopyTo(new Span<int>(_sample.Pointer, sample.Length));
        for (int node = 0; node < count; node++)
            Row(node).Clear();
    }

    public int Count { get; }

    public int Complete { get; }

    /// <summary>Set when all rows are complete.</summary>
    public float Cut { get; set; }

    public Span<float> Quantiles => new(_quantiles.Pointer, ContextRows.Quantiles);

    /// <summary>Valid while this is reachable.</summary>
    public ContextRows View => new((ContextRow*)_rows.Pointer, Count, (int*)_sample.Pointer, SampleLength, (float*)_quantiles.Pointer, Cut, Complete);

    private int SampleLength { get; }

    public ref ContextRow Row(int node) => ref ((ContextRow*)_rows.Pointer)[node];
}
