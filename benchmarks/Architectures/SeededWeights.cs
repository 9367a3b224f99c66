namespace ImageRetrieval.Architectures;

/// <summary>Reproducible weights, scaled after He et al. (arXiv 1502.01852) so that values keep their size through deep rectified networks.</summary>
internal sealed class SeededWeights(int seed)
{
    // SplitMix64: one multiplication chain a number, since VGG16 needs 138 million.
    private ulong _state = (ulong)seed;

    /// <summary>Uniform values of variance 2 / fanIn.</summary>
    internal float[] He(int count, int fanIn) => Uniform(count, -(float)Math.Sqrt(6.0 / fanIn), (float)Math.Sqrt(6.0 / fanIn));

    internal float[] Uniform(int count, float least, float most)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++)
            values[i] = least + (most - least) * Next();
        return values;
    }

    /// <summary>A value of [0, 1).</summary>
    private float Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 40) * (1f / (1 << 24));
    }
}
