using ImageRetrieval.Fixtures;
using ImageRetrieval.IndexBenchmark.Data;
using ImageRetrieval.IndexBenchmark.HardCases;
using ImageRetrieval.Vision.Decoding;

namespace ImageRetrieval.IndexBenchmark.Tests;

public sealed class DataTests
{
    [Fact]
    public void Of_a_raw_file_the_last_rows_are_the_queries_and_all_have_length_one()
    {
        using var folder = new TemporaryFolder();
        RawFile.Write(folder.File("rows.f32"), [3, 4, 0, 2, 5, 0]);

        var set = VectorSet.Create(new BenchmarkOptions { RawFile = folder.File("rows.f32"), Dimension = 2, Queries = 1 });

        Assert.Equal((2, 1), (set.Count, set.Queries));
        Assert.Equal([0.6f, 0.8f], set.Row(0).ToArray());
        Assert.Equal([1f, 0f], set.Query(0).ToArray());
    }

    [Theory]
    [InlineData(3, 1, null, "not rows of 3")]
    [InlineData(2, 2, 2, "has 2 rows of 2: not 2 queries and 2 more")]
    [InlineData(2, 2, null, "has 2 rows of 2: not 2 queries and 1 more")]
    public void A_raw_file_that_does_not_fit_says_what_it_has(int dimension, int queries, int? count, string message)
    {
        using var folder = new TemporaryFolder();
        RawFile.Write(folder.File("rows.f32"), [3, 4, 0, 2]);
        var options = new BenchmarkOptions { RawFile = folder.File("rows.f32"), Dimension = dimension, Queries = queries, Count = count };

        Assert.Contains(message, Assert.Throws<FormatException>(() => VectorSet.Create(options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_without_a_direction_is_named() =>
        Assert.Contains("Row 1 is zero", Assert.Throws<FormatException>(() => UnitRows.Normalize([1, 0, 0, 0], 2)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_smaller_set_keeps_its_queries()
    {
        var set = Sets.Random(10, 3, 8);
        var part = set.Take(4);

        Assert.Equal((4, 3), (part.Count, part.Queries));
        Assert.Equal(set.Row(3).ToArray(), part.Row(3).ToArray());
        Assert.Equal(set.Query(2).ToArray(), part.Query(2).ToArray());
    }

    [Fact]
    public void Equal_seeds_generate_equal_unit_rows()
    {
        float[] rows = CnnLikeVectors.Generate(50, 64, seed: 7);

        Assert.Equal(rows, CnnLikeVectors.Generate(50, 64, seed: 7));
        Assert.NotEqual(rows, CnnLikeVectors.Generate(50, 64, seed: 8));
        Assert.All(rows.Chunk(64), row => Assert.Equal(1, row.Sum(value => (double)value * value), 1e-5));
    }

    [Theory]
    [InlineData(128, 0.5)]
    [InlineData(512, 0.5)]
    [InlineData(1024, 0.4)]
    [InlineData(2048, 0.3)]
    [InlineData(4096, 0.3)]
    public void Wide_features_are_less_sparse(int dimension, double quantile) => Assert.Equal(quantile, CnnLikeVectors.CutQuantile(dimension), 1e-9);

    [Fact]
    public void Wide_generated_rows_have_fewer_zeros() =>
        Assert.True(Zeros(CnnLikeVectors.Generate(200, 2048, 1)) < Zeros(CnnLikeVectors.Generate(200, 512, 1)) - 0.1);

    [Fact]
    public void Copies_of_one_row_are_one_percent_and_every_tenth_query_is_near_them()
    {
        var set = new CopiesOfOneRow().Make(Sets.Random(1000, 20, 16), seed: 3);

        var most = Enumerable.Range(0, set.Count).GroupBy(row => string.Join(' ', set.Row(row).ToArray())).MaxBy(group => group.Count())!;
        Assert.InRange(most.Count(), 9, 11);
        Assert.True(Dot(set.Query(0), set.Row(most.First())) > 0.99f);
        Assert.True(Dot(set.Query(10), set.Row(most.First())) > 0.99f);
    }

    [Fact]
    public void The_whole_view_at_the_same_size_is_the_image_and_a_mirrored_one_its_mirror()
    {
        using var image = new PixelImage(2, 2, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
        using var same = new ImageView(0, 0, 2, Mirrored: false).Cut(image, 2);
        using var mirror = new ImageView(0, 0, 2, Mirrored: true).Cut(image, 2);

        Assert.Equal(image.Rgb.ToArray(), same.Rgb.ToArray());
        Assert.Equal([4, 5, 6, 1, 2, 3, 10, 11, 12, 7, 8, 9], mirror.Rgb.ToArray());
    }

    [Fact]
    public void A_smaller_view_is_averaged_and_a_larger_one_repeats_pixels()
    {
        using var image = new PixelImage(2, 2, [0, 0, 0, 4, 4, 4, 8, 8, 8, 12, 12, 12]);
        using var one = new ImageView(0, 0, 2, Mirrored: false).Cut(image, 1);
        using var corner = new ImageView(1, 1, 1, Mirrored: false).Cut(image, 2);

        Assert.Equal([6, 6, 6], one.Rgb.ToArray());
        Assert.All(corner.Rgb.ToArray(), value => Assert.Equal(12, value));
    }

    [Fact]
    public void Drawn_views_lie_inside_the_image()
    {
        var random = new Random(5);
        Assert.All(Enumerable.Range(0, 1000).Select(_ => ImageView.Draw(random, 100)), view =>
        {
            Assert.InRange(view.Left + view.Side, view.Side, 100);
            Assert.InRange(view.Top + view.Side, view.Side, 100);
        });
    }

    [SharedDataFact]
    public void Features_of_real_images_are_unit_rows_and_equal_for_equal_seeds()
    {
        using var folder = new TemporaryFolder();
        var options = new FeatureOptions
        {
            OutFile = folder.File("a.f32"),
            Count = 12,
            Queries = 4,
            Images = SharedData.PathOf("eval", "near-dup"),
            Model = SharedData.PathOf("models", "mobilenetv2-features.onnx"),
        };
        FeatureFile.Write(options, TextWriter.Null);
        FeatureFile.Write(options with { OutFile = folder.File("b.f32") }, TextWriter.Null);

        float[] rows = RawFile.Read(folder.File("a.f32"), 1280);
        Assert.Equal(12 * 1280, rows.Length);
        Assert.All(rows.Chunk(1280), row => Assert.Equal(1, row.Sum(value => (double)value * value), 1e-5));
        Assert.Equal(rows, RawFile.Read(folder.File("b.f32"), 1280));
    }

    private static double Zeros(float[] values) => values.Count(value => value == 0) / (double)values.Length;

    private static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b) => System.Numerics.Tensors.TensorPrimitives.Dot(a, b);
}
