namespace ImageRetrieval.VectorIndex.Tests;

public sealed class ProjectionLearningTests
{
    private static readonly HnswOptions s_options = new() { ProjectionGain = 0 };

    [Fact]
    public unsafe void Directions_are_orthonormal_and_span_those_of_the_vectors()
    {
        TestVectors vectors = TestVectors.OfFewDirections(2000, 256, directions: 12, seed: 5);
        VectorStore store = Store(vectors);
        FloatMatrix directions = PrincipalDirections.Find(store.Rows, [.. Enumerable.Range(0, vectors.Count)], 64, seed: 42, default);
        for (int i = 0; i < directions.Rows; i++)
        {
            for (int j = 0; j <= i; j++)
                Assert.Equal(i == j ? 1 : 0, WideProducts.One(directions.Row(i), directions.Row(j), directions.Stride), 1e-5f);
        }

        // The first twelve hold what is not noise: of each vector, all but a few thousandths.
        for (int node = 0; node < vectors.Count; node += 100)
        {
            double kept = 0;
            for (int i = 0; i < 12; i++)
                kept += Math.Pow(WideProducts.One(store.Rows.Row(node), directions.Row(i), directions.Stride), 2);
            Assert.InRange(kept, 0.99, 1.0001);
        }

        GC.KeepAlive(store);
    }

    [Fact]
    public unsafe void Fewer_directions_than_wanted_are_filled_up()
    {
        TestVectors vectors = TestVectors.OfFewDirections(300, 256, directions: 3, seed: 5);
        VectorStore store = Store(vectors);
        FloatMatrix directions = PrincipalDirections.Find(store.Rows, [0, 0, 0, 1, 1, 1], 64, seed: 42, default);
        for (int i = 0; i < directions.Rows; i++)
            Assert.Equal(1, WideProducts.One(directions.Row(i), directions.Row(i), directions.Stride), 1e-4f);
        GC.KeepAlive(store);
    }

    [Fact]
    public void A_projection_is_as_short_as_the_floor_allows()
    {
        VectorStore few = Store(TestVectors.OfFewDirections(ProjectionLearning.LeastCount, 256, directions: 20, seed: 6));
        VectorStore flat = Store(TestVectors.Random(ProjectionLearning.LeastCount, 512, seed: 6));
        Projection shortest = ProjectionLearning.Learn(few.Rows, s_options, default)!;
        Assert.Equal(60, shortest.Length);
        Assert.InRange(shortest.Recall, 0.95f, 1);
        Projection longer = ProjectionLearning.Learn(flat.Rows, s_options with { ProjectionRecall = 0.4f }, default)!;
        Assert.InRange(longer.Length, 124, 252);
        Assert.InRange(longer.Recall, 0.4f, 1);
        GC.KeepAlive(few);
        GC.KeepAlive(flat);
    }

    [Fact]
    public void Vectors_without_preferred_directions_have_none()
    {
        VectorStore store = Store(TestVectors.Random(ProjectionLearning.LeastCount, 512, seed: 7));
        Assert.Null(ProjectionLearning.Learn(store.Rows, s_options, default));
        GC.KeepAlive(store);
    }

    [Fact]
    public void A_projection_that_would_save_little_is_not_used()
    {
        VectorStore store = Store(TestVectors.OfFewDirections(ProjectionLearning.LeastCount, 256, directions: 20, seed: 8));
        Assert.Null(ProjectionLearning.Learn(store.Rows, new HnswOptions(), default));
        Assert.InRange(ProjectionCost.Gain(2048, 124, candidates: 25), 1.5, 2);
        Assert.InRange(ProjectionCost.Gain(512, 124, candidates: 25), 0.9, 1.19);
        Assert.True(ProjectionCost.Gain(2048, 60, candidates: 25) > ProjectionCost.Gain(2048, 60, candidates: 100));
        GC.KeepAlive(store);
    }

    [Fact]
    public void Nothing_is_learned_where_no_projection_could_pay()
    {
        VectorStore store = Store(TestVectors.OfFewDirections(ProjectionLearning.LeastCount, 512, directions: 5, seed: 8));
        // Learning would notice the token.
        Assert.Null(ProjectionLearning.Learn(store.Rows, new HnswOptions(), new CancellationToken(canceled: true)));
        GC.KeepAlive(store);
    }

    [Theory]
    [InlineData(ProjectionLearning.LeastCount - 1, 512)]
    [InlineData(ProjectionLearning.LeastCount, 100)]
    public void Few_or_short_vectors_have_none(int count, int dimension)
    {
        VectorStore store = Store(TestVectors.OfFewDirections(count, dimension, directions: 10, seed: 8));
        Assert.Null(ProjectionLearning.Learn(store.Rows, s_options, default));
        GC.KeepAlive(store);
    }

    [Fact]
    public void The_same_vectors_give_the_same_projection()
    {
        VectorStore store = Store(TestVectors.OfFewDirections(ProjectionLearning.LeastCount, 256, directions: 20, seed: 9));
        Projection one = ProjectionLearning.Learn(store.Rows, s_options, default)!, other = ProjectionLearning.Learn(store.Rows, s_options, default)!;
        for (int row = 0; row < one.Length; row++)
            Assert.True(one.Directions.Span(row).SequenceEqual(other.Directions.Span(row)));
        Assert.Equal(one.Error, other.Error);
        GC.KeepAlive(store);
    }

    [Fact]
    public void One_that_was_learned_from_other_directions_is_found_out()
    {
        VectorStore lower = Store(Half(seed: 9, first: 0)), same = Store(Half(seed: 10, first: 0)), upper = Store(Half(seed: 10, first: 192));
        Projection projection = ProjectionLearning.Learn(lower.Rows, s_options, default)!;
        Assert.True(ProjectionLearning.IsGoodFor(projection, same.Rows, s_options, default));
        Assert.False(ProjectionLearning.IsGoodFor(projection, upper.Rows, s_options, default));
        GC.KeepAlive(same);
        GC.KeepAlive(upper);
    }

    // Vectors of 384 components, of which only half may differ from zero.
    private static TestVectors Half(int seed, int first)
    {
        TestVectors vectors = TestVectors.OfFewDirections(ProjectionLearning.LeastCount, 384, directions: 15, seed);
        for (int i = 0; i < vectors.Count; i++)
        {
            for (int component = 0; component < 192; component++)
                vectors.Writable(i)[192 - first + component] = 0;
            UnitVector.TryNormalize(vectors[i], vectors.Writable(i));
        }

        return vectors;
    }

    [Fact]
    public void Learning_can_be_cancelled()
    {
        VectorStore store = Store(TestVectors.OfFewDirections(ProjectionLearning.LeastCount, 256, directions: 20, seed: 9));
        Assert.ThrowsAny<OperationCanceledException>(() => ProjectionLearning.Learn(store.Rows, s_options, new CancellationToken(canceled: true)));
        GC.KeepAlive(store);
    }

    private static VectorStore Store(TestVectors vectors)
    {
        var store = new VectorStore(vectors.Dimension, vectors.Count);
        for (int i = 0; i < vectors.Count; i++)
            store.Append(vectors[i]);
        return store;
    }
}
