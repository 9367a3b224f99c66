using ImageRetrieval.Evaluation.Images;

namespace ImageRetrieval.Evaluation.Tests;

internal static class Sets
{
    /// <summary>Images "0", "1", ... with these labels.</summary>
    public static LabelledSet Of(params string[] labels) =>
        new("test", [.. labels.Select((label, i) => new LabelledImage($"{i}", $"{i}.png", label))]);

    /// <summary>Vectors with a centre for each label and noise around it, so that labels are found well but not always.</summary>
    public static float[][] Vectors(LabelledSet set, int dimension, int seed, double noise)
    {
        var random = new Random(seed);
        // All lie to one side, as those of networks do.
        var centres = set.Images.Select(image => image.Label).Distinct().ToDictionary(label => label, _ => Draw(random, dimension, 0.6));
        return [.. set.Images.Select(image => Unit([.. Draw(random, dimension, 0).Select((value, i) => centres[image.Label][i] + (float)noise * value)]))];
    }

    private static float[] Draw(Random random, int dimension, double shift) =>
        [.. Enumerable.Range(0, dimension).Select(_ => (float)(shift + Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];

    private static float[] Unit(float[] vector)
    {
        var length = Math.Sqrt(vector.Sum(value => (double)value * value));
        return Array.ConvertAll(vector, value => (float)(value / length));
    }
}
