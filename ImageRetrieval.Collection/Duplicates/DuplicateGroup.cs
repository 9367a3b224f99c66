namespace ImageRetrieval.Collection.Duplicates;

/// <summary>Contents of which all but one may be superfluous.</summary>
/// <param name="Members">The kept content first, then its copies, most similar first.</param>
/// <param name="Reason">Why the first is kept.</param>
/// <param name="Images">Images that have one of these contents.</param>
public sealed record DuplicateGroup(IReadOnlyList<GroupMember> Members, KeepReason Reason, int Images);
