using ImageRetrieval.Vision.Embedding;

namespace ImageRetrieval.IndexBenchmark.Data;

/// <summary>
/// Features of seeded crops of real images. The split is by source image: of an image that gives queries, no crop is in
/// the index, so what a query finds are other pictures and not its own copies.
/// </summary>
internal static class FeatureFile
{
    private const int ViewsOfAQueryImage = 4;

    /// <summary>Writes the file of <paramref name="options"/>; about 10 CPU milliseconds a row.</summary>
    /// <exception cref="FormatException">There are too few images.</exception>
    public static void Write(FeatureOptions options, TextWriter log)
    {
        using EmbeddingModel model = FeatureModels.MobileNetV2(options.Model);
        var views = new ImageViews(options.Images, model, options.Seed);
        int dimension = model.Space.Dimension;
        var rows = new float[options.Count * dimension];

        // The queries' images come first in the seeded order and last in the file.
        int indexed = options.Count - options.Queries;
        views.Fill(rows.AsMemory(indexed * dimension), ViewsOfAQueryImage, log);
        if (views.ImagesLeft == 0)
            throw new FormatException($"'{options.Images}' has too few readable images: none is left after {options.Queries} queries.");

        // Some of the images left may prove unreadable: a tenth more crops of each of the others makes up for them.
        views.Fill(rows.AsMemory(0, indexed * dimension), 1 + (int)(1.1 * indexed / views.ImagesLeft), log);
        Shuffle(rows.AsSpan(0, indexed * dimension), dimension, options.Seed);
        RawFile.Write(options.OutFile, rows);
        log.WriteLine($"{options.OutFile}: {indexed} rows and {options.Queries} queries of {dimension} float32; {views.ImagesRead} images, split by image, seed {options.Seed}; {views.Unreadable} files could not be read.");
    }

    // Crops of one image lie together otherwise, an order of insertion that no collection has.
    private static void Shuffle(Span<float> rows, int dimension, int seed)
    {
        var random = new Random(seed);
        var swap = new float[dimension];
        for (int i = rows.Length / dimension - 1; i > 0; i--)
        {
            Span<float> one = rows.Slice(i * dimension, dimension);
            Span<float> other = rows.Slice(random.Next(i + 1) * dimension, dimension);
            one.CopyTo(swap);
            other.CopyTo(one);
            swap.CopyTo(other);
        }
    }
}
