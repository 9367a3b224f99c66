namespace ImageRetrieval.Evaluation.Duplicates;

/// <summary>What was measured of a pair.</summary>
/// <param name="First">A picture's number.</param>
/// <param name="Second">Another's, larger.</param>
/// <param name="Cosine">Of the vectors of one model.</param>
/// <param name="Aligned">Aligned correlation; 0 where it is too small to make copies of them.</param>
/// <param name="HashDistance">Bits of the perceptual hashes that differ.</param>
internal readonly record struct MeasuredPair(int First, int Second, float Cosine, float Aligned, int HashDistance);
