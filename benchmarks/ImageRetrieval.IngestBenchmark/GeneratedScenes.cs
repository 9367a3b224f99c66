using ImageRetrieval.Vision.Fingerprints;

namespace ImageRetrieval.IngestBenchmark;

/// <summary>Embeddings and fingerprints of imaginary pictures, by their numbers.</summary>
/// <param name="count">Pictures whose roles are dealt out; further ones are single pictures.</param>
/// <param name="seed">Equal seeds give equal pictures.</param>
internal sealed class GeneratedScenes(int count, int seed)
{
    private const int Side = PictureFingerprint.Side;
    private const int Grid = 9;

    internal int Count => count;

    /// <summary>The grey picture: a grid of random levels, blended; of a copy a little noise is added, a frame of a burst is moved on.</summary>
    internal PictureFingerprint Fingerprint(int number)
    {
        var (scene, frame) = SceneOf(number);
        var levels = Levels(scene, frame);
        var noise = new Random(Mix(number, 1));
        var grey = new byte[Side * Side];
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
                grey[(y * Side) + x] = (byte)Math.Clamp(At(levels, x, y) + noise.Next(-2, 3), 0, 255);
        }
        return PictureFingerprint.FromGrey(grey);
    }

    /// <summary>The embedding: half of the scenes are of a kind; copies and frames of a burst are close together.</summary>
    internal void Embedding(int number, int kindSize, Span<float> vector)
    {
        var (scene, frame) = SceneOf(number);
        vector.Clear();
        if (scene % 2 == 0)
            Add(vector, new Random(Mix(seed, 2, scene / 2 / kindSize)), 1.5f);
        Add(vector, new Random(Mix(seed, 3, scene)), 1);
        // Frames change slowly: the first of twenty and the next first are two directions, and the others are between them.
        if (scene == -1)
        {
            Add(vector, new Random(Mix(seed, 4, frame / 20)), 1 - (frame % 20 / 20f));
            Add(vector, new Random(Mix(seed, 4, (frame / 20) + 1)), frame % 20 / 20f);
        }
        Add(vector, new Random(Mix(seed, 5, number)), 0.2f);
    }

    // Of a hundred pictures, ten are frames of the burst, one is the logo, ten are copies of the picture before them.
    private (int Scene, int Frame) SceneOf(int number) => number >= count ? (number, 0) : (number % 100) switch
    {
        < 10 => (-1, (number / 100 * 10) + (number % 100)),
        10 => (-2, 0),
        < 31 and var place when place % 2 == 0 => (number - 1, 0),
        _ => (number, 0),
    };

    private double[] Levels(int scene, int frame)
    {
        var levels = Random(Mix(seed, 6, scene, frame / 20));
        if (frame % 20 == 0)
            return levels;
        var next = Random(Mix(seed, 6, scene, (frame / 20) + 1));
        for (var i = 0; i < levels.Length; i++)
            levels[i] += (next[i] - levels[i]) * (frame % 20) / 20;
        return levels;
    }

    private static double[] Random(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Grid * Grid).Select(_ => random.NextDouble() * 255)];
    }

    private static double At(double[] levels, int x, int y)
    {
        var (column, row) = (x * (Grid - 1.0) / Side, y * (Grid - 1.0) / Side);
        var (left, top) = ((int)column, (int)row);
        var (shareX, shareY) = (column - left, row - top);
        var place = (top * Grid) + left;
        return (((levels[place] * (1 - shareX)) + (levels[place + 1] * shareX)) * (1 - shareY))
            + (((levels[place + Grid] * (1 - shareX)) + (levels[place + Grid + 1] * shareX)) * shareY);
    }

    private static void Add(Span<float> vector, Random random, float weight)
    {
        for (var i = 0; i < vector.Length; i++)
            vector[i] += weight * (random.NextSingle() + random.NextSingle() + random.NextSingle() - 1.5f);
    }

    // HashCode's own seed changes from process to process.
    private static int Mix(params ReadOnlySpan<int> numbers)
    {
        var mixed = 17u;
        foreach (var number in numbers)
            mixed = (mixed ^ (uint)number) * 2654435761 + 97;
        return (int)(mixed ^ (mixed >> 15));
    }
}
