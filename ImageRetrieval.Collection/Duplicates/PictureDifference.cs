namespace ImageRetrieval.Collection.Duplicates;

/// <summary>How two pictures differ.</summary>
/// <param name="Aligned">Greatest normalised cross-correlation of their small grey pictures, one inside the other, 0..1.</param>
/// <param name="Grey">Root mean square of the differences of their grey pixels, 0..255.</param>
/// <param name="Colour">Root mean square of the differences of their coarse colours, 0..255.</param>
public readonly record struct PictureDifference(float Aligned, float Grey, float Colour);
