namespace ImageRetrieval.Collection.Catalog;

/// <summary>How a rule about placeholders changed the catalog.</summary>
/// <param name="LeftOut">Images that are omitted from now on.</param>
/// <param name="Restored">Images that are included again.</param>
public readonly record struct PlaceholderChange(int LeftOut, int Restored);
