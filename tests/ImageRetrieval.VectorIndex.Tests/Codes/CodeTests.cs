namespace ImageRetrieval.VectorIndex.Tests;

public sealed unsafe class CodeTests
{
    public static TheoryData<int> Dimensions => [1, 3, 31, 63, 64, 65, 512, 1000];

    [Theory]
    [MemberData(nameof(Dimensions))]
    public void Every_kernel_gives_the_same_integers(int dimension)
    {
        using var coded = new CodedRows(TestVectors.Random(5, dimension, seed: dimension));
        int stride = coded.Rows.Stride;
        var query = new sbyte[stride];
        CodeEncoding.Unbias(new ReadOnlySpan<byte>(coded.Rows.Row(0), stride), query);
        var expected = new int[4];
        var actual = new int[4];
        fixed (sbyte* q = query)
        fixed (int* e = expected, a = actual)
        {
            byte* r0 = coded.Rows.Row(1), r1 = coded.Rows.Row(2), r2 = coded.Rows.Row(3), r3 = coded.Rows.Row(4);
            CodeDotScalar.Four(q, r0, r1, r2, r3, stride, e);
            CodeDot.Four(q, r0, r1, r2, r3, stride, a);
            Assert.Equal(expected, actual);
            CodeDot128.Four(q, r0, r1, r2, r3, stride, a);
            Assert.Equal(expected, actual);
            if (Kernels.IsSupported(Kernel.Avx2))
            {
                CodeDotAvx2.Four(q, r0, r1, r2, r3, stride, a);
                Assert.Equal(expected, actual);
            }

            if (Kernels.IsSupported(Kernel.AvxVnni))
            {
                CodeDotVnni.Four(q, r0, r1, r2, r3, stride, a);
                Assert.Equal(expected, actual);
            }
        }
    }

    [Fact]
    public void No_kernel_saturates_at_the_largest_codes()
    {
        const int Length = 65_536;
        var query = new sbyte[Length];
        var row = new byte[Length];
        query.AsSpan().Fill(127);
        row.AsSpan().Fill(255);
        int* results = stackalloc int[4];
        fixed (sbyte* q = query)
        fixed (byte* r = row)
        {
            CodeDot.Four(q, r, r, r, r, Length, results);
            Assert.Equal(255 * 127 * Length, results[3]);
        }
    }

    [Theory]
    [MemberData(nameof(Dimensions))]
    public void A_code_is_the_component_over_the_scale_to_the_nearest(int dimension)
    {
        TestVectors vectors = TestVectors.Random(3, dimension, seed: 7);
        using var coded = new CodedRows(vectors);
        for (int node = 0; node < 3; node++)
        {
            CodeInfo info = coded.Rows.Info(node);
            int sum = 0;
            for (int i = 0; i < dimension; i++)
            {
                int code = coded.Rows.Row(node)[i] - CodeRows.Bias;
                sum += code;
                Assert.InRange(vectors[node][i] - (code * info.Scale), -0.5001f * info.Scale, 0.5001f * info.Scale);
            }

            Assert.Equal(sum, info.Sum);
            for (int i = dimension; i < coded.Rows.Stride; i++)
                Assert.Equal(CodeRows.Bias, coded.Rows.Row(node)[i]);
        }
    }

    [Fact]
    public void Distances_by_codes_are_within_a_few_thousandths_of_the_exact_ones()
    {
        TestVectors vectors = TestVectors.CnnLike(500, 512, seed: 3);
        using var coded = new CodedRows(vectors);
        HnswGraph graph = vectors.Build();
        int[] nodes = [.. Enumerable.Range(0, 500)];
        var distances = new float[500];
        var scratch = new sbyte[coded.Rows.Stride];
        fixed (sbyte* s = scratch)
        {
            for (int query = 0; query < 50; query++)
            {
                new CodeNodeMetrics(coded.Rows).Of(query, s).Measure(nodes, distances);
                foreach (Neighbor exact in ExactSearch.Search(graph, vectors[query], 500))
                    Assert.InRange(distances[exact.Node] - exact.Distance, -0.006f, 0.006f);
            }
        }
    }

    private sealed class CodedRows : IDisposable
    {
        private readonly AlignedMemory _codes;
        private readonly VectorStore _store;

        public CodedRows(TestVectors vectors)
        {
            _store = new VectorStore(vectors.Dimension);
            for (int i = 0; i < vectors.Count; i++)
                _store.Append(vectors[i]);
            long bytes = (long)vectors.Count * CodeDot.PaddedLength(vectors.Dimension);
            _codes = new AlignedMemory(bytes + (vectors.Count * sizeof(CodeInfo)));
            Rows = new CodeRows(_codes.Pointer, (CodeInfo*)(_codes.Pointer + bytes), vectors.Count, vectors.Dimension);
            for (int i = 0; i < vectors.Count; i++)
                Rows.Encode(i, _store.Rows.Row(i));
        }

        public CodeRows Rows { get; }

        public void Dispose()
        {
            GC.KeepAlive(_codes);
            GC.KeepAlive(_store);
        }
    }
}
