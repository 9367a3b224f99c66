namespace ImageRetrieval.Worker.Status;

/// <summary>What the stages do, over the last ten seconds.</summary>
/// <param name="DownloadsPerSecond">Images downloaded.</param>
/// <param name="BytesPerSecond">Their bytes.</param>
/// <param name="EmbeddingsPerSecond">Embeddings computed, over all models.</param>
internal sealed record StageRates(double DownloadsPerSecond, double BytesPerSecond, double EmbeddingsPerSecond);
