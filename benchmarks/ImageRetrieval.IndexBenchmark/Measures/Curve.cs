namespace ImageRetrieval.IndexBenchmark.Measures;

/// <summary>Recall and speed of an engine over the measured values of efSearch.</summary>
/// <param name="Engine">Its name.</param>
/// <param name="Points">By recall.</param>
internal sealed record Curve(string Engine, IReadOnlyList<CurvePoint> Points)
{
    /// <summary>
    /// Speed and work at a recall, between the two measured points around it: the logarithm of the speed, and the
    /// evaluations as they are, are linear over recall. Null where the recall lies outside of what was measured.
    /// </summary>
    public CurvePoint? At(double recall)
    {
        for (int i = 0; i + 1 < Points.Count; i++)
        {
            (CurvePoint low, CurvePoint high) = (Points[i], Points[i + 1]);
            if (low.Recall <= recall && recall <= high.Recall && low.Recall < high.Recall)
                return Between(low, high, (recall - low.Recall) / (high.Recall - low.Recall));
        }

        return Points.FirstOrDefault(point => point.Recall == recall);
    }

    private static CurvePoint Between(CurvePoint low, CurvePoint high, double share) => new(
        (int)Math.Round(low.Ef + share * (high.Ef - low.Ef)),
        low.Recall + share * (high.Recall - low.Recall),
        Math.Exp(Math.Log(low.QueriesPerSecond) + share * (Math.Log(high.QueriesPerSecond) - Math.Log(low.QueriesPerSecond))),
        low.Evaluations + share * (high.Evaluations - low.Evaluations));
}
