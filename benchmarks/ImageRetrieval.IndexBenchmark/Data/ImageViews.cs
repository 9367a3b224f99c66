using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Embedding;

namespace ImageRetrieval.IndexBenchmark.Data;

/// <summary>Walks the images of a folder in a seeded order and embeds seeded crops of each.</summary>
internal sealed class ImageViews
{
    // Four times what the model reads: a crop of a quarter of the side is still as sharp as the image is.
    private const int Enlarged = 4;

    private static readonly string[] s_extensions = [".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"];

    private readonly EmbeddingModel _model;
    private readonly ImageDecoder _decoder = new();
    private readonly Random _random;
    private readonly Queue<string> _files;

    public ImageViews(string folder, EmbeddingModel model, int seed)
    {
        _model = model;
        _random = new Random(seed);
        string[] files =
        [
            .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(file => s_extensions.Contains(Path.GetExtension(file).ToLowerInvariant()))
                .Order(StringComparer.Ordinal),
        ];
        _random.Shuffle(files);
        _files = new Queue<string>(files);
    }

    public int ImagesLeft => _files.Count;

    public int ImagesRead { get; private set; }

    public int Unreadable { get; private set; }

    /// <summary>Fills <paramref name="rows"/> with embeddings, <paramref name="each"/> crops an image.</summary>
    /// <exception cref="FormatException">The images have come to an end.</exception>
    public void Fill(Memory<float> rows, int each, TextWriter log)
    {
        int dimension = _model.Space.Dimension;
        int wanted = rows.Length / dimension;
        int row = 0;
        while (row < wanted)
        {
            if (!_files.TryDequeue(out string? file))
                throw new FormatException($"The images have come to an end at {row} of {wanted} rows: name a larger folder or ask for fewer rows.");
            using PixelImage? image = TryDecode(file);
            if (image is null)
                continue;
            for (int view = 0; view < each && row < wanted; view++)
                Embed(image, rows.Slice(row++ * dimension, dimension));
            if (ImagesRead % 200 == 0)
                log.WriteLine($"{ImagesRead} images, {row} of {wanted} rows");
        }
    }

    private void Embed(PixelImage image, Memory<float> row)
    {
        using PixelImage view = ImageView.Draw(_random, image.Width).Cut(image, _model.Preprocessing.Crop);
        _model.Embed(view, row);
    }

    // Some of the folders hold broken files on purpose; they are counted, and the report of this command says how many.
    private PixelImage? TryDecode(string file)
    {
        int side = Enlarged * _model.Preprocessing.Crop;
        try
        {
            PixelImage image = _decoder.Decode(File.ReadAllBytes(file), _model.Preprocessing.Geometry with { Resize = side, Crop = side });
            ImagesRead++;
            return image;
        }
        catch (ImageDecodeException)
        {
            Unreadable++;
            return null;
        }
    }
}
