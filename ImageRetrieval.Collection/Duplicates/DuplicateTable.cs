namespace ImageRetrieval.Collection.Duplicates;

/// <summary>Published duplicates.</summary>
/// <param name="Version">The published version that they are of.</param>
/// <param name="Contents">Different contents.</param>
/// <param name="Searched">Contents whose copies have been searched for.</param>
/// <param name="Groups">How many groups there are.</param>
/// <param name="Images">Images in all groups.</param>
/// <param name="Rows">A row for each image of a group; each group's kept image comes first.</param>
public sealed record DuplicateTable(string Version, int Contents, int Searched, int Groups, long Images, IReadOnlyList<DuplicateRow> Rows);
