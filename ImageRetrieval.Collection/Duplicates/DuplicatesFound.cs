namespace ImageRetrieval.Collection.Duplicates;

/// <summary>What a search for duplicates published.</summary>
/// <param name="Pairs">Pairs of different contents.</param>
/// <param name="Contents">Different contents.</param>
/// <param name="Took">Wall time.</param>
public sealed record DuplicatesFound(int Pairs, int Contents, TimeSpan Took);
