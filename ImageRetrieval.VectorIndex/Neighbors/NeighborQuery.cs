using System.Runtime.Intrinsics;

namespace ImageRetrieval.VectorIndex;

/// <summary>A query as it is compared with blocks. Reused; one thread at a time.</summary>
internal sealed unsafe class NeighborQuery
{
    // 15 times the sum of the absolute numbers is below 2^15: no 16-bit sum overflows, whatever the codes are and however they are added.
    private const float MostAbsolute = 2100;
    private const float MostOne = 127;

    private readonly AlignedMemory _pairs;
    private readonly AlignedMemory _numbers;
    private readonly FloatMatrix _projected;

    public NeighborQuery(int components)
    {
        Components = components;
        _pairs = new AlignedMemory(components / 2 * NeighborBlock.RowBytes);
        _numbers = new AlignedMemory(components * sizeof(short));
        _projected = new FloatMatrix(1, Projection.RoomFor(components + 1));
    }

    public int Components { get; }

    /// <summary>Each two numbers as signed bytes, repeated for all nodes of a block; valid while this is reachable.</summary>
    public sbyte* Pairs => (sbyte*)_pairs.Pointer;

    /// <summary>The same numbers, each once.</summary>
    public short* Numbers => (short*)_numbers.Pointer;

    /// <summary>The distance of a node with offset 0 whose codes are all zero.</summary>
    public float Base { get; private set; }

    /// <summary>The sum of the numbers times 7.5: what codes are too large by.</summary>
    public float Bias { get; private set; }

    /// <summary>What a sum times a factor is multiplied by.</summary>
    public float Scale { get; private set; }

    /// <summary>Takes a query by the codes of all its components.</summary>
    public void Load(NeighborCoding coding, CodeMetric whole, float factorStep)
    {
        float* projected = _projected.Row(0);
        float along = coding.Project(whole.Query, whole.QueryInfo, projected);
        Base = 1 - (along - coding.SquaredMean);
        float largest = 0, absolute = 0;
        for (int i = 0; i < Components; i++)
        {
            largest = MathF.Max(largest, MathF.Abs(projected[i]));
            absolute += MathF.Abs(projected[i]);
        }

        float inverse = largest > 0 ? MathF.Min(MostOne / largest, MostAbsolute / absolute) : 1;
        int sum = 0;
        for (int i = 0; i < Components; i++)
        {
            int number = (int)MathF.Round(projected[i] * inverse);
            Numbers[i] = (short)number;
            sum += number;
        }

        Bias = sum * (NeighborQuantization.TwiceZero / 2f);
        Scale = factorStep / inverse;
        for (int i = 0; i < Components; i += 2)
            Vector512.Create((short)((byte)Numbers[i] | (Numbers[i + 1] << 8))).Store((short*)Pairs + (i / 2 * NeighborBlock.Nodes));
        GC.KeepAlive(_projected);
    }
}
