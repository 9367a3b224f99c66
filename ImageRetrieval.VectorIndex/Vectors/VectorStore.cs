namespace ImageRetrieval.VectorIndex;

/// <summary>Vectors during collection: one growing block of padded rows. One thread at a time.</summary>
internal sealed unsafe class VectorStore
{
    private const int FirstCapacity = 64;

    private readonly int _dimension;
    private readonly int _stride;
    private AlignedMemory _memory;
    private int _capacity;

    public VectorStore(int dimension, int capacity = FirstCapacity)
    {
        _capacity = Math.Max(capacity, FirstCapacity);
        VectorArguments.CheckDimension(dimension);
        _dimension = dimension;
        _stride = FloatDot.PaddedLength(dimension);
        _memory = new AlignedMemory(BytesOf(_capacity));
    }

    public int Count { get; private set; }

    public int Dimension => _dimension;

    /// <summary>The object that keeps <see cref="Rows"/> valid.</summary>
    public AlignedMemory Memory => _memory;

    /// <summary>The rows so far; the view becomes invalid with the next <see cref="Append"/>.</summary>
    public VectorRows Rows => new((float*)_memory.Pointer, Count, _dimension);

    public void Append(ReadOnlySpan<float> unitVector)
    {
        if (Count == Candidate.MaxNodes)
            throw new InvalidOperationException($"An index holds at most {Candidate.MaxNodes} vectors; split the collection.");
        if (Count == _capacity)
            Grow((int)Math.Min(2L * _capacity, Candidate.MaxNodes));
        var row = new Span<float>((float*)_memory.Pointer + (long)Count * _stride, _dimension);
        // Adding zero turns -0 into +0, so that equal vectors have equal bytes, by which copies are recognised.
        for (int i = 0; i < row.Length; i++)
            row[i] = unitVector[i] + 0f;
        Count++;
    }

    /// <summary>Reserves space for <paramref name="count"/> rows at once, because growing step by step copies all rows repeatedly.</summary>
    public void EnsureCapacity(int count)
    {
        if (count > _capacity)
            Grow(Math.Min(count, Candidate.MaxNodes));
    }

    private void Grow(int capacity)
    {
        var larger = new AlignedMemory(BytesOf(capacity));
        Buffer.MemoryCopy(_memory.Pointer, larger.Pointer, larger.Bytes, BytesOf(Count));
        GC.KeepAlive(_memory);
        _memory = larger;
        _capacity = capacity;
    }

    private long BytesOf(int rows) => (long)rows * _stride * sizeof(float);
}
