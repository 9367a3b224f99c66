namespace ImageRetrieval.Api.Duplicates;

/// <summary>A group of copies.</summary>
/// <param name="Images">How many images it has; more than are listed in a large one.</param>
/// <param name="Keep">The one that should be kept.</param>
/// <param name="Members">The kept image first, then its copies, most similar first.</param>
internal sealed record DuplicateGroupAnswer(int Images, KeepAnswer Keep, IReadOnlyList<DuplicateMember> Members);
