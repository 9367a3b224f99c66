namespace ImageRetrieval.Evaluation.Local;

/// <summary>One image by every model, in their order; times in milliseconds.</summary>
internal sealed record EmbeddedImage(float[][] Vectors, double[] DecodeMs, double[] EmbedMs);
