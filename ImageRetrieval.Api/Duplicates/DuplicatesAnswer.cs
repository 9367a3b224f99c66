namespace ImageRetrieval.Api.Duplicates;

/// <summary>A page of groups.</summary>
/// <param name="Model">The model whose index was searched for candidates.</param>
/// <param name="Level">The level of the groups.</param>
/// <param name="Threshold">The minimum similarity to the kept image.</param>
/// <param name="State"><c>complete</c>, <c>computing</c> (images are missing yet), <c>none</c> (not searched yet) or <c>unavailable</c> (the file is damaged).</param>
/// <param name="Message">What the state means, in a sentence; null when it is complete.</param>
/// <param name="SnapshotVersion">The snapshot whose images were compared; null without any.</param>
/// <param name="Searched">Different files whose copies have been searched for.</param>
/// <param name="Files">Different files of that snapshot.</param>
/// <param name="Version">Names this list; a later page with the same version continues it, even if a newer one has been published.</param>
/// <param name="Total">How many groups there are.</param>
/// <param name="Groups">The page; groups of the most images first.</param>
internal sealed record DuplicatesAnswer(
    string Model,
    string Level,
    double Threshold,
    string State,
    string? Message,
    string? SnapshotVersion,
    int Searched,
    int Files,
    string? Version,
    int Total,
    IReadOnlyList<DuplicateGroupAnswer> Groups);
