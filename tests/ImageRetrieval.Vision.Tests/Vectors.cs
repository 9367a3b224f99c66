namespace ImageRetrieval.Vision.Tests;

internal static class Vectors
{
    public static float[] Normalize(ReadOnlySpan<float> vector)
    {
        var length = Math.Sqrt(vector.ToArray().Sum(v => (double)v * v));
        return vector.ToArray().Select(v => (float)(v / length)).ToArray();
    }

    public static double Dot(float[] a, float[] b) => a.Zip(b).Sum(pair => (double)pair.First * pair.Second);
}
