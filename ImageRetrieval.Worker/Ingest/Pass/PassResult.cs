namespace ImageRetrieval.Worker.Ingest.Pass;

/// <summary>How a pass ended.</summary>
/// <param name="Searchable">How many images the snapshots hold, at most; 0 when nothing can be searched.</param>
/// <param name="ListProblem">What is wrong with lists that could not be read; null when all could.</param>
/// <param name="NextDue">When there is more to do without anything having changed; null for never.</param>
internal sealed record PassResult(int Searchable, string? ListProblem, DateTimeOffset? NextDue)
{
    /// <summary>Whether everything that the lists name was read and can be searched.</summary>
    internal bool IsGood => Searchable > 0 && ListProblem is null;
}
