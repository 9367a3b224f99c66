namespace ImageRetrieval.VectorIndex;

/// <summary>The 4-bit codes of all nodes, before they are copied into the blocks of their neighbours.</summary>
internal sealed unsafe class NodeCodes
{
    /// <summary>What one is in the units of <see cref="Offset"/>: offsets are between -2 and 2.</summary>
    public const float OffsetUnits = 16_384;

    private readonly int _components;
    private readonly AlignedMemory _codes;
    private readonly float[] _factors;
    private readonly float[] _offsets;

    /// <param name="count">Nodes.</param>
    /// <param name="components">Components of a code.</param>
    public NodeCodes(int count, int components)
    {
        _components = components;
        _codes = new AlignedMemory((long)count * components);
        _factors = new float[count];
        _offsets = new float[count];
        Remainders = new float[count];
    }

    /// <summary>The size of one unit of <see cref="Factor"/>; set by <see cref="Complete"/>.</summary>
    public float FactorStep { get; private set; } = 1;

    /// <summary>For each node the length of what the projection leaves out of it.</summary>
    public float[] Remainders { get; }

    /// <summary>Each component as a number from 0 to 15; valid while this is reachable.</summary>
    public Span<byte> Of(int node) => new(_codes.Pointer + ((long)node * _components), _components);

    public short Offset(int node) => (short)MathF.Round(Math.Clamp(_offsets[node] * OffsetUnits, -short.MaxValue, short.MaxValue));

    public short Factor(int node) => (short)MathF.Round(_factors[node] / FactorStep);

    /// <summary>The inner product of a node with the mean, until <see cref="Complete"/> makes it its offset.</summary>
    public float Along(int node) => _offsets[node];

    public void Set(int node, float along, float factor, float remainder) =>
        (_offsets[node], _factors[node], Remainders[node]) = (along, factor, remainder);

    /// <summary>Ends the encoding.</summary>
    /// <param name="perRemainder">What a unit of a node's remainder adds to its inner product with a near query.</param>
    public void Complete(float perRemainder)
    {
        float largest = _factors.Max();
        FactorStep = largest > 0 && float.IsFinite(largest) ? largest / short.MaxValue : 1;
        for (int node = 0; node < _offsets.Length; node++)
            _offsets[node] += perRemainder * Remainders[node];
    }
}
