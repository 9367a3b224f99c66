using ImageRetrieval.Evaluation.Edits;

namespace ImageRetrieval.Evaluation.Robustness;

/// <summary>All figures of a report.</summary>
/// <param name="Folder">Where the pictures are.</param>
/// <param name="Found">Files that have a picture's name.</param>
/// <param name="Originals">Those that were looked through.</param>
/// <param name="Edited">Pictures of them that were edited.</param>
/// <param name="Models">Names.</param>
/// <param name="Edits">What was done to the pictures.</param>
/// <param name="Counts">By edit, then by model.</param>
internal sealed record RobustnessResult(
    string Folder, long Found, OriginalPictures Originals, int Edited, IReadOnlyList<string> Models, IReadOnlyList<ImageEdit> Edits, IReadOnlyList<FoundAgain[]> Counts)
{
    /// <summary>Means over all edits: hit@1, hit@10, MRR.</summary>
    internal (double HitAt1, double HitAt10, double MeanReciprocalRank) Mean(int model) => (
        Counts.Average(edit => edit[model].HitAt1), Counts.Average(edit => edit[model].HitAt10), Counts.Average(edit => edit[model].MeanReciprocalRank));
}
