namespace ImageRetrieval.Collection.Catalog;

/// <summary>How many images of a host are to be downloaded.</summary>
/// <param name="Host">Name and port; empty for files of this machine.</param>
/// <param name="Images">How many.</param>
public readonly record struct HostWork(string Host, long Images);
