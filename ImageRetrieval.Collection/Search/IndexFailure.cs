namespace ImageRetrieval.Collection.Search;

/// <summary>Why a model, or its newest generation, cannot be used.</summary>
/// <param name="Reason">A sentence for the log.</param>
/// <param name="Heals">Whether the next publication is enough; otherwise the operator has to repair something.</param>
public sealed record IndexFailure(string Reason, bool Heals);
