namespace ImageRetrieval.VectorIndex.Tests;

public sealed unsafe class FloatDotTests
{
    public static TheoryData<int> Dimensions => [1, 3, 7, 15, 16, 17, 31, 32, 33, 512, 1000];

    [Theory]
    [MemberData(nameof(Dimensions))]
    public void Every_width_agrees_with_plain_loops_within_rounding(int dimension)
    {
        VectorStore store = RandomRows(5, dimension);
        VectorRows rows = store.Rows;
        float* results = stackalloc float[4];
        float* scalar = stackalloc float[4];
        FloatDotScalar.Four(rows.Row(0), rows.Row(1), rows.Row(2), rows.Row(3), rows.Row(4), rows.Stride, scalar);
        foreach (int bits in new[] { 128, 256, 512 })
        {
            // Without the instructions these run in software, and give the same.
            switch (bits)
            {
                case 128: FloatDot128.Four(rows.Row(0), rows.Row(1), rows.Row(2), rows.Row(3), rows.Row(4), rows.Stride, results); break;
                case 256: FloatDot256.Four(rows.Row(0), rows.Row(1), rows.Row(2), rows.Row(3), rows.Row(4), rows.Stride, results); break;
                default: FloatDot512.Four(rows.Row(0), rows.Row(1), rows.Row(2), rows.Row(3), rows.Row(4), rows.Stride, results); break;
            }

            for (int i = 0; i < 4; i++)
            {
                Assert.Equal(scalar[i], results[i], 1e-5f);
                Assert.Equal(InDoubles(rows.Vector(0), rows.Vector(i + 1)), results[i], 1e-5);
            }
        }

        GC.KeepAlive(store.Memory);
    }

    [Theory]
    [MemberData(nameof(Dimensions))]
    public void A_pair_has_one_distance_to_the_bit_wherever_it_stands_in_a_list(int dimension)
    {
        VectorStore store = RandomRows(12, dimension);
        VectorRows rows = store.Rows;
        var alone = new float[12];
        var metric = new FloatMetric(rows, rows.Row(0));
        for (int i = 0; i < 12; i++)
            metric.Measure([i], alone.AsSpan(i));
        foreach (int count in new[] { 1, 4, 5, 11 })
        {
            int[] nodes = [.. Enumerable.Range(1, count).Reverse()];
            var distances = new float[count];
            metric.Measure(nodes, distances);
            for (int i = 0; i < count; i++)
                Assert.Equal(BitConverter.SingleToInt32Bits(alone[nodes[i]]), BitConverter.SingleToInt32Bits(distances[i]));
        }

        var swapped = new float[1];
        new FloatMetric(rows, rows.Row(5)).Measure([0], swapped);
        Assert.Equal(BitConverter.SingleToInt32Bits(alone[5]), BitConverter.SingleToInt32Bits(swapped[0]));
        GC.KeepAlive(store.Memory);
    }

    [Fact]
    public void A_distance_is_0_to_2_whatever_the_rounding()
    {
        Assert.Equal(0f, CosineDistance.FromDot(1.0000002f));
        Assert.Equal(2f, CosineDistance.FromDot(-1.0000002f));
    }

    private static VectorStore RandomRows(int count, int dimension)
    {
        TestVectors vectors = TestVectors.Random(count, dimension, seed: dimension);
        var store = new VectorStore(dimension);
        for (int i = 0; i < count; i++)
            store.Append(vectors[i]);
        return store;
    }

    private static double InDoubles(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += (double)a[i] * b[i];
        return sum;
    }
}
