namespace ImageRetrieval.VectorIndex.Tests;

public sealed unsafe class DotProductTests
{
    public static TheoryData<int> Dimensions => [1, 3, 7, 15, 16, 17, 31, 32, 33, 512, 1000];

    [Theory]
    [MemberData(nameof(Dimensions))]
    public void Simd_and_scalar_agree_within_rounding(int dimension)
    {
        VectorStore store = RandomRows(5, dimension);
        float* q = store.Rows.Row(0);
        float* results = stackalloc float[4];
        SimdDot.Four(q, store.Rows.Row(1), store.Rows.Row(2), store.Rows.Row(3), store.Rows.Row(4), store.Rows.Stride, results);
        for (int i = 0; i < 4; i++)
        {
            float scalar = ScalarDot.One(q, store.Rows.Row(i + 1), store.Rows.Stride);
            Assert.Equal(scalar, results[i], 1e-5f);
            Assert.Equal(InDoubles(store.Rows.Vector(0), store.Rows.Vector(i + 1)), scalar, 1e-5);
        }

        GC.KeepAlive(store.Memory);
    }

    [Theory]
    [MemberData(nameof(Dimensions))]
    public void A_pair_has_one_product_to_the_bit_whichever_way_it_is_computed(int dimension)
    {
        VectorStore store = RandomRows(5, dimension);
        VectorRows rows = store.Rows;
        float* four = stackalloc float[4];
        DotProduct.Four(rows.Row(0), rows.Row(1), rows.Row(2), rows.Row(3), rows.Row(4), rows.Stride, four);
        for (int i = 1; i < 5; i++)
        {
            float one = DotProduct.One(rows.Row(0), rows.Row(i), rows.Stride);
            float swapped = DotProduct.One(rows.Row(i), rows.Row(0), rows.Stride);
            Assert.Equal(BitConverter.SingleToInt32Bits(one), BitConverter.SingleToInt32Bits(four[i - 1]));
            Assert.Equal(BitConverter.SingleToInt32Bits(one), BitConverter.SingleToInt32Bits(swapped));
        }

        GC.KeepAlive(store.Memory);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(11)]
    public void Distances_to_many_are_those_to_each(int count)
    {
        VectorStore store = RandomRows(12, 40);
        VectorRows rows = store.Rows;
        int[] nodes = [.. Enumerable.Range(1, count).Reverse()];
        var distances = new float[count];
        CosineDistance.ToMany(rows, rows.Row(0), nodes, distances);
        for (int i = 0; i < count; i++)
            Assert.Equal(CosineDistance.Between(rows.Row(0), rows.Row(nodes[i]), rows.Stride), distances[i]);
        GC.KeepAlive(store.Memory);
    }

    [Fact]
    public void The_environment_forces_the_scalar_kernel() =>
        Assert.Equal(Environment.GetEnvironmentVariable("IMAGERETRIEVAL_SCALAR") == "1", DotProduct.IsScalar);

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
