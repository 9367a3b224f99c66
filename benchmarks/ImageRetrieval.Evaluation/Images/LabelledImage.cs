namespace ImageRetrieval.Evaluation.Images;

/// <summary>An image of which is known what it shows.</summary>
/// <param name="ImageId">Its id, unique in the set.</param>
/// <param name="Path">The file.</param>
/// <param name="Label">Images of equal labels should find each other; empty: it belongs with none.</param>
internal sealed record LabelledImage(string ImageId, string Path, string Label);
