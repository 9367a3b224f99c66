namespace ImageRetrieval.Worker.UrlList;

/// <summary>A picture in a folder, or an entry that cannot be read.</summary>
/// <param name="FullPath">Where it is; bytes of its name that are not text are escaped, such as <c>caf\xE9.png</c>.</param>
/// <param name="Version">Size and time of change; empty when something is wrong.</param>
/// <param name="Trouble">The end of a sentence that begins with its name; null when nothing is wrong.</param>
/// <param name="IsFolder">Whether it is a folder, whose content is unknown.</param>
internal sealed record FolderEntry(string FullPath, string Version, string? Trouble = null, bool IsFolder = false);
