using ImageRetrieval.Collection.Duplicates;
using ImageRetrieval.ServiceDefaults.Text;

namespace ImageRetrieval.Api.Duplicates;

/// <summary>The words of levels and reasons in requests and answers.</summary>
internal static class DuplicateWords
{
    internal const string Bytes = "bytes";
    internal const string Picture = "picture";
    internal const string Edited = "edited";

    /// <exception cref="RefusalException">There is no such level.</exception>
    internal static DuplicateLevel LevelOf(string level) => level switch
    {
        Bytes => DuplicateLevel.Bytes,
        Picture => DuplicateLevel.Picture,
        Edited => DuplicateLevel.Edited,
        _ => throw RefusalException.BadRequest($"level is '{Shortened.To(level, 50)}'; it must be {Bytes}, {Picture} or {Edited}."),
    };

    /// <exception cref="RefusalException">It is out of range.</exception>
    internal static float ThresholdOf(double? threshold) => threshold switch
    {
        null => DuplicateRule.DefaultSimilarity,
        >= 0.88 and <= 1 => (float)threshold.Value,
        _ => throw RefusalException.BadRequest(FormattableString.Invariant($"threshold is {threshold}; it must be 0.88..1.")),
    };

    internal static string Of(DuplicateLevel level) => level switch
    {
        DuplicateLevel.Bytes => Bytes,
        DuplicateLevel.Picture => Picture,
        _ => Edited,
    };

    internal static KeepAnswer Of(KeepReason reason, string imageId) => reason switch
    {
        KeepReason.MostPixels => new(imageId, "mostPixels", "It has the most pixels."),
        KeepReason.LargestFile => new(imageId, "largestFile", "No other has more pixels, and its file is the largest."),
        KeepReason.BestFormat => new(imageId, "bestFormat", "No other has more pixels or bytes, and its format loses less."),
        _ => new(imageId, "firstId", "All are equal; its ID comes first."),
    };
}
