namespace ImageRetrieval.Evaluation.Measures;

/// <summary>One image of an answer.</summary>
/// <param name="Image">Its place in the set; -1 for an image that is not in the set.</param>
/// <param name="Score">Larger is nearer.</param>
internal readonly record struct Hit(int Image, double Score);
