namespace ImageRetrieval.Worker.Catalog;

/// <summary>An image that is indexed although its file is damaged, for <c>/status</c>.</summary>
/// <param name="Line">1-based line of the list.</param>
/// <param name="Id">The image's id.</param>
/// <param name="Url">Its URL.</param>
/// <param name="Detail">What the decoder complained about, in its own words.</param>
/// <param name="List">File name of the list, or name of the folder.</param>
internal sealed record DamagedImage(long Line, string Id, string Url, string Detail, string List);
