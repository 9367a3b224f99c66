namespace ImageRetrieval.VectorIndex.Tests;

public sealed unsafe class NeighborSumsTests
{
    [Theory]
    [InlineData(8)]
    [InlineData(32)]
    [InlineData(96)]
    [InlineData(128)]
    public void Every_kernel_gives_the_same_integers(int components)
    {
        var random = new Random(components);
        var codes = new byte[components / NeighborBlock.RowComponents * NeighborBlock.RowBytes];
        random.NextBytes(codes);
        int most = Math.Min(127, 2100 / components);
        Check(codes, [.. Enumerable.Range(0, components).Select(_ => random.Next(-most, most + 1))]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void No_kernel_overflows_at_the_largest_codes_and_numbers(int sign)
    {
        const int Components = 96;
        var codes = new byte[Components / NeighborBlock.RowComponents * NeighborBlock.RowBytes];
        codes.AsSpan().Fill(255);
        // As many of the largest numbers as a query may have, in adjacent places.
        short[] sums = Check(codes, [.. Enumerable.Range(0, Components).Select(i => i < 16 ? sign * 127 : 0)]);
        Assert.All(sums, sum => Assert.Equal(sign * 16 * 127 * 15, sum));
    }

    [Fact]
    public void A_block_returns_what_was_written()
    {
        const int Components = 32, Count = 50;
        var random = new Random(1);
        var codes = new NodeCodes(Count, Components);
        for (int node = 0; node < Count; node++)
        {
            codes.Set(node, along: (random.NextSingle() * 2) - 1, factor: random.NextSingle(), remainder: 0);
            foreach (ref byte code in codes.Of(node))
                code = (byte)random.Next(16);
        }

        codes.Complete(perRemainder: 0);
        int[] nodes = [7, 3, 49, 0];
        var block = new byte[NeighborBlock.BytesFor(Components)];
        var sums = new short[NeighborBlock.Nodes];
        var numbers = new short[Components];
        fixed (byte* b = block)
        fixed (short* s = sums, n = numbers)
        {
            NeighborBlock.Write(b, nodes, codes);
            Assert.Equal(LinkRows.End, NeighborBlock.Ids(b)[nodes.Length]);
            for (int component = 0; component < Components; component++)
            {
                numbers.AsSpan().Clear();
                numbers[component] = 1;
                NeighborSumsScalar.Of(NeighborBlock.Codes(b), n, Components, s);
                for (int place = 0; place < nodes.Length; place++)
                {
                    Assert.Equal(nodes[place], NeighborBlock.Ids(b)[place]);
                    Assert.Equal(codes.Of(nodes[place])[component], sums[place]);
                }
            }
        }
    }

    private static short[] Check(byte[] codes, int[] numbers)
    {
        int components = numbers.Length;
        var expected = new short[NeighborBlock.Nodes];
        var actual = new short[NeighborBlock.Nodes];
        var single = Array.ConvertAll(numbers, number => (short)number);
        var pairs = new sbyte[components / 2 * NeighborBlock.RowBytes];
        for (int i = 0; i < components; i++)
        {
            for (int place = 0; place < NeighborBlock.Nodes; place++)
                pairs[(i / 2 * NeighborBlock.RowBytes) + (2 * place) + (i % 2)] = (sbyte)numbers[i];
        }

        fixed (byte* c = codes)
        fixed (sbyte* p = pairs)
        fixed (short* n = single, e = expected, a = actual)
        {
            NeighborSumsScalar.Of(c, n, components, e);
            NeighborSums128.Of(c, n, components, a);
            Assert.Equal(expected, actual);
            if (Kernels.IsSupported(Kernel.Avx2))
            {
                NeighborSums256.Of(c, p, components, a);
                Assert.Equal(expected, actual);
            }

            if (Kernels.IsSupported(Kernel.Avx512))
            {
                NeighborSums512.Of(c, p, components, a);
                Assert.Equal(expected, actual);
            }
        }

        return expected;
    }
}
