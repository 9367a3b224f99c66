namespace ImageRetrieval.Evaluation.Duplicates;

/// <summary>One way to find copies, on one set.</summary>
/// <param name="Copies">Where they are hidden.</param>
/// <param name="Counted">The pairs that are counted.</param>
/// <param name="Score">The score that it uses.</param>
/// <param name="Model">Whose vectors it uses; null when it needs none.</param>
/// <param name="Found">What it finds.</param>
internal sealed record DuplicateRow(HiddenCopies Copies, CountedPairs Counted, string Score, string? Model, CopyRecall Found);
