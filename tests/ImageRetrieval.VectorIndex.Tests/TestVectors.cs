using ImageRetrieval.IndexBenchmark;

namespace ImageRetrieval.VectorIndex.Tests;

/// <summary>Rows for a test, and the graphs over them.</summary>
internal sealed class TestVectors(float[] rows, int dimension)
{
    public int Count => rows.Length / dimension;

    public int Dimension => dimension;

    public static TestVectors CnnLike(int count, int dimension, int seed) =>
        new(CnnLikeVectors.Generate(count, dimension, seed, centres: Math.Max(10, count / 50)), dimension);

    /// <summary>Directions without any structure, of both signs.</summary>
    public static TestVectors Random(int count, int dimension, int seed)
    {
        var random = new Random(seed);
        var rows = new float[count * dimension];
        for (int i = 0; i < rows.Length; i++)
            rows[i] = random.NextSingle() - 0.5f;
        var vectors = new TestVectors(rows, dimension);
        for (int i = 0; i < count; i++)
            UnitVector.TryNormalize(vectors[i], vectors.Writable(i));
        return vectors;
    }

    /// <summary>Vectors of few directions and a little of all others: what features of images are like, and what a projection keeps.</summary>
    /// <param name="directions">That are drawn with the seed of the directions, not with that of the rows.</param>
    public static TestVectors OfFewDirections(int count, int dimension, int directions, int seed, int directionSeed = 1)
    {
        TestVectors basis = Random(directions, dimension, directionSeed);
        TestVectors centres = Random(Math.Max(10, count / 40), directions, directionSeed + 1);
        var random = new Random(seed);
        var vectors = new TestVectors(new float[count * dimension], dimension);
        for (int i = 0; i < count; i++)
        {
            Span<float> row = vectors.Writable(i);
            ReadOnlySpan<float> centre = centres[random.Next(centres.Count)];
            for (int direction = 0; direction < directions; direction++)
            {
                float length = centre[direction] + (0.15f * (random.NextSingle() - 0.5f));
                for (int component = 0; component < dimension; component++)
                    row[component] += length * basis[direction][component];
            }

            foreach (ref float component in row)
                component += 0.01f * (random.NextSingle() - 0.5f);
            UnitVector.TryNormalize(vectors[i], row);
        }

        return vectors;
    }

    public ReadOnlySpan<float> this[int index] => Writable(index);

    public Span<float> Writable(int index) => rows.AsSpan(index * dimension, dimension);

    public HnswGraph Build(int first, int count, HnswOptions? options = null)
    {
        var builder = new HnswBuilder(dimension, options ?? new HnswOptions());
        for (int i = first; i < first + count; i++)
            builder.Add(this[i]);
        return builder.Build();
    }

    /// <summary>A graph with some of these rows more and some of its nodes less.</summary>
    public HnswGraph Continue(HnswGraph graph, HnswOptions options, IEnumerable<int> added, IEnumerable<int> removed)
    {
        HnswBuilder builder = HnswBuilder.Continue(graph, options);
        foreach (int row in added)
            builder.Add(this[row]);
        foreach (int node in removed)
            builder.Remove(node);
        return builder.Build();
    }

    public HnswGraph Build(HnswOptions? options = null) => Build(0, Count, options);
}
