namespace ImageRetrieval.IndexBenchmark.Data;

/// <summary>Generated rows, made once and kept in a file that is named by all that decides them.</summary>
internal static class GeneratedRows
{
    /// <param name="count">Rows.</param>
    /// <param name="dimension">Components.</param>
    /// <param name="seed">Equal seeds give equal rows.</param>
    /// <param name="centres">Clusters.</param>
    public static float[] Get(int count, int dimension, int seed, int centres = CnnLikeVectors.DefaultCentres)
    {
        string file = ArtifactsFolder.PathOf($"cnn{CnnLikeVectors.Version}-{count}x{dimension}-seed{seed}-centres{centres}.f32");
        if (File.Exists(file))
            return RawFile.Read(file, dimension);
        float[] rows = CnnLikeVectors.Generate(count, dimension, seed, centres);
        RawFile.Write(file, rows);
        return rows;
    }
}
