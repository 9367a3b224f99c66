namespace ImageRetrieval.Api.Predict;

/// <summary>One similar image.</summary>
/// <param name="ImageId">Its id.</param>
/// <param name="Name">Its file name.</param>
/// <param name="Score">Cosine, -1..1.</param>
internal sealed record PredictHit(string ImageId, string Name, float Score);
