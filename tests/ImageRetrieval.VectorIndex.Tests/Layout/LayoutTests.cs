namespace ImageRetrieval.VectorIndex.Tests;

public sealed class LayoutTests : IDisposable
{
    private const int Dimension = 32;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Neighbours_stay_neighbours_far_more_than_on_the_two_principal_components()
    {
        TestVectors vectors = TestVectors.CnnLike(3000, 64, seed: 5);
        using Snapshot snapshot = Open(vectors);
        double linear = Kept(vectors, snapshot.LayOut(new LayoutOrder { Threads = 2, StartOnly = true }));
        double found = Kept(vectors, snapshot.LayOut(new LayoutOrder { Threads = 2 }));
        Assert.True(found > 0.6 && found > 2 * linear, $"{found} of the nearest are kept, {linear} on the components");
    }

    [Fact]
    public void A_layout_does_not_depend_on_the_number_of_threads()
    {
        using Snapshot snapshot = Open(TestVectors.CnnLike(1500, Dimension, seed: 6));
        SnapshotLayout one = snapshot.LayOut(new LayoutOrder { Threads = 1 }), four = snapshot.LayOut(new LayoutOrder { Threads = 4 });
        Assert.Equal(one.X, four.X);
        Assert.Equal(one.Y, four.Y);
        Assert.Equal(one.Groups, four.Groups);
        Assert.Equal(one.Centrality, four.Centrality);
    }

    [Fact]
    public void Groups_are_those_that_the_vectors_were_drawn_from()
    {
        const int centres = 8, each = 60;
        using Snapshot snapshot = Open(Blobs(centres, each));
        SnapshotLayout layout = snapshot.LayOut(new LayoutOrder { Threads = 2 });
        Assert.Equal(centres, layout.Groups.Distinct().Count());
        for (int centre = 0; centre < centres; centre++)
            Assert.Single(layout.Groups.Skip(centre * each).Take(each).Distinct());
        Assert.All(layout.Centrality, score => Assert.InRange(score, 0.5f, 1.001f));
    }

    [Fact]
    public void A_continued_layout_keeps_every_place_and_puts_new_images_beside_their_neighbours()
    {
        TestVectors vectors = Blobs(6, 50);
        int known = 6 * 45;
        // The last of each blob are new.
        int[] order = [.. Enumerable.Range(0, 300).Where(i => i % 50 < 45), .. Enumerable.Range(0, 300).Where(i => i % 50 >= 45)];
        SnapshotLayout before;
        using (Snapshot first = Open(Chosen(vectors, order[..known])))
            before = first.LayOut(new LayoutOrder());
        using Snapshot second = Open(Chosen(vectors, order));
        float[] x = Padded(before.X, 300), y = Padded(before.Y, 300);
        SnapshotLayout after = second.LayOut(new LayoutOrder { PreviousX = x, PreviousY = y, MoveAll = false });

        Assert.False(after.IsFull);
        Assert.Equal(before.X, after.X[..known]);
        Assert.Equal(before.Y, after.Y[..known]);
        for (int i = known; i < order.Length; i++)
        {
            int nearest = Enumerable.Range(0, known).MinBy(other => Squared(after, i, other));
            Assert.Equal(order[i] / 50, order[nearest] / 50);
        }
    }

    [Fact]
    public void After_many_changes_all_may_move_but_the_arrangement_is_recognisable()
    {
        TestVectors vectors = Blobs(6, 50);
        using Snapshot snapshot = Open(vectors);
        SnapshotLayout before = snapshot.LayOut(new LayoutOrder());
        SnapshotLayout after = snapshot.LayOut(new LayoutOrder { PreviousX = before.X, PreviousY = before.Y });
        Assert.True(after.IsFull);
        float extent = before.X.Max() - before.X.Min();
        for (int blob = 0; blob < 6; blob++)
        {
            float moved = Math.Abs(before.X.Skip(blob * 50).Take(50).Average() - after.X.Skip(blob * 50).Take(50).Average());
            Assert.True(moved < extent / 3, $"blob {blob} moved by {moved} of {extent}");
        }
    }

    [Fact]
    public void Images_of_one_embedding_have_places_of_their_own_beside_each_other()
    {
        var rows = new float[40 * Dimension];
        for (int i = 0; i < 40; i++)
            rows[(i * Dimension) + (i < 20 ? 0 : i - 19)] = 1;
        using Snapshot snapshot = Open(new TestVectors(rows, Dimension));
        SnapshotLayout layout = snapshot.LayOut(new LayoutOrder());
        Assert.Equal(40, layout.X.Zip(layout.Y).Distinct().Count());
        Assert.All(Enumerable.Range(1, 19), i => Assert.True(Squared(layout, 0, i) < 0.1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(13)]
    public void The_smallest_collections_have_a_layout(int count)
    {
        using Snapshot snapshot = Open(TestVectors.Random(count, Dimension, seed: 3));
        SnapshotLayout layout = snapshot.LayOut(new LayoutOrder());
        Assert.All(layout.X.Concat(layout.Y), place => Assert.True(float.IsFinite(place)));
        Assert.All(layout.Groups, group => Assert.InRange(group, -1, count / 3));
    }

    [Fact]
    public void Work_in_the_background_can_be_stopped()
    {
        using Snapshot snapshot = Open(TestVectors.Random(200, Dimension, seed: 3));
        Assert.ThrowsAny<OperationCanceledException>(() => snapshot.LayOut(new LayoutOrder(), new CancellationToken(canceled: true)));
    }

    [Fact]
    public void An_earlier_layout_of_another_number_of_images_is_an_error()
    {
        using Snapshot snapshot = Open(TestVectors.Random(10, Dimension, seed: 3));
        Assert.Throws<ArgumentException>(() => snapshot.LayOut(new LayoutOrder { PreviousX = new float[9], PreviousY = new float[9] }));
    }

    private static double Kept(TestVectors vectors, SnapshotLayout layout)
    {
        double kept = 0;
        for (int i = 0; i < vectors.Count; i += 30)
        {
            IEnumerable<int> others = Enumerable.Range(0, vectors.Count).Where(other => other != i);
            int[] near = [.. others.OrderByDescending(other => Dot(vectors, i, other)).Take(10)];
            kept += near.Intersect(others.OrderBy(other => Squared(layout, i, other)).Take(30)).Count() / 10.0;
        }

        return kept / (vectors.Count / 30);
    }

    private static float Dot(TestVectors vectors, int one, int other)
    {
        float sum = 0;
        for (int i = 0; i < vectors.Dimension; i++)
            sum += vectors[one][i] * vectors[other][i];
        return sum;
    }

    private static double Squared(SnapshotLayout layout, int one, int other) =>
        Math.Pow(layout.X[one] - layout.X[other], 2) + Math.Pow(layout.Y[one] - layout.Y[other], 2);

    private static TestVectors Blobs(int centres, int each)
    {
        TestVectors middles = TestVectors.Random(centres, Dimension, seed: 11), noise = TestVectors.Random(centres * each, Dimension, seed: 12);
        var blobs = new TestVectors(new float[centres * each * Dimension], Dimension);
        for (int i = 0; i < blobs.Count; i++)
        {
            for (int component = 0; component < Dimension; component++)
                blobs.Writable(i)[component] = middles[i / each][component] + (0.3f * noise[i][component]);
            UnitVector.TryNormalize(blobs[i], blobs.Writable(i));
        }

        return blobs;
    }

    private static TestVectors Chosen(TestVectors vectors, int[] order)
    {
        var chosen = new TestVectors(new float[order.Length * vectors.Dimension], vectors.Dimension);
        for (int i = 0; i < order.Length; i++)
            vectors[order[i]].CopyTo(chosen.Writable(i));
        return chosen;
    }

    private static float[] Padded(float[] places, int count) => [.. places, .. Enumerable.Repeat(float.NaN, count - places.Length)];

    private Snapshot Open(TestVectors vectors)
    {
        string folder = Path.Combine(_folder.Path, Guid.NewGuid().ToString("N"));
        return Snapshot.Open(SnapshotSamples.Publish(folder, vectors));
    }
}
