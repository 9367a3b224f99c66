namespace ImageRetrieval.Evaluation.Predict;

/// <summary>What the Api found.</summary>
/// <param name="Model">The model that it reports.</param>
/// <param name="Hits">Best first.</param>
internal sealed record PredictReply(string Model, IReadOnlyList<(string ImageId, double Score)> Hits);
