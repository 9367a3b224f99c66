namespace ImageRetrieval.Vision.Embedding;

/// <summary>Combines the maps of several networks.</summary>
internal static class FeatureMaps
{
    private const double LeastCosine = 0.999;

    /// <summary>Whether all maps have the same cells, and the mean over the cells of each has the direction of its embedding.</summary>
    internal static bool CanStandSideBySide(IReadOnlyList<MappedEmbedding> parts) =>
        parts.All(part => (part.Map.Rows, part.Map.Columns) == (parts[0].Map.Rows, parts[0].Map.Columns)
            && part.Map.Channels == part.Embedding.Length
            && Cosine(Mean(part.Map), part.Embedding) >= LeastCosine);

    /// <summary>One map whose mean over the cells has the direction of the weighted unit vectors side by side.</summary>
    internal static FeatureMap SideBySide(IReadOnlyList<MappedEmbedding> parts, IReadOnlyList<ModelPart> weights)
    {
        var (rows, columns) = (parts[0].Map.Rows, parts[0].Map.Columns);
        var channels = parts.Sum(part => part.Map.Channels);
        var values = new float[rows * columns * channels];
        var at = 0;
        for (var i = 0; i < parts.Count; i++)
        {
            var map = parts[i].Map;
            var scale = weights[i].Weight / Length(Mean(map));
            for (var cell = 0; cell < rows * columns; cell++)
            {
                var from = map.Cell(cell / columns, cell % columns);
                for (var channel = 0; channel < from.Length; channel++)
                    values[cell * channels + at + channel] = (float)(from[channel] * scale);
            }
            at += map.Channels;
        }
        return new(rows, columns, channels, values);
    }

    private static double[] Mean(FeatureMap map)
    {
        var mean = new double[map.Channels];
        for (var cell = 0; cell < map.Rows * map.Columns; cell++)
        {
            var values = map.Cell(cell / map.Columns, cell % map.Columns);
            for (var channel = 0; channel < mean.Length; channel++)
                mean[channel] += values[channel];
        }
        return Array.ConvertAll(mean, sum => sum / (map.Rows * map.Columns));
    }

    private static double Length(double[] vector) => Math.Sqrt(vector.Sum(value => value * value));

    // The embedding has length 1.
    private static double Cosine(double[] mean, float[] embedding) => mean.Zip(embedding, (a, b) => a * b).Sum() / Length(mean);
}
