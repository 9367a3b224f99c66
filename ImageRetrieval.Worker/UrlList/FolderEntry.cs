namespace ImageRetrieval.Worker.UrlList;

/// <summary>A picture in a folder, or what of it cannot be read.</summary>
/// <param name="FullPath">Where it is; what is no text in its name is escaped, such as <c>caf\xE9.png</c>.</param>
/// <param name="Version">Size and time of change; empty where something is wrong.</param>
/// <param name="Trouble">The end of a sentence that begins with its name; null where nothing is wrong.</param>
/// <param name="IsFolder">Whether it is a folder, of which nothing is known.</param>
internal sealed record FolderEntry(string FullPath, string Version, string? Trouble = null, bool IsFolder = false);
