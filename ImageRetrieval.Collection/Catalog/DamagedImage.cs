namespace ImageRetrieval.Collection.Catalog;

/// <summary>An image that is indexed although its file is damaged.</summary>
/// <param name="Line">1-based line of the list.</param>
/// <param name="ImageId">The image's id.</param>
/// <param name="Url">Its URL without user name and password.</param>
/// <param name="Detail">The decoder's own message.</param>
/// <param name="List">File name of the list, or name of the folder.</param>
public sealed record DamagedImage(long Line, string ImageId, string Url, string Detail, string List);
