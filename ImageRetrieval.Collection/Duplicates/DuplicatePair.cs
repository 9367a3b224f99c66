namespace ImageRetrieval.Collection.Duplicates;

/// <summary>Two different contents that may be copies, with measures of their similarity.</summary>
/// <param name="First">A content's number; less than <paramref name="Second"/>.</param>
/// <param name="Second">Another content's number.</param>
/// <param name="Evidence">What was measured.</param>
public readonly record struct DuplicatePair(int First, int Second, CopyEvidence Evidence);
