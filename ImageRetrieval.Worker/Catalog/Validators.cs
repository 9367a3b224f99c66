namespace ImageRetrieval.Worker.Catalog;

/// <summary>What a server said of the version of a file: returned to it, they save a download that brings nothing new.</summary>
/// <param name="ETag">The header ETag, as it came.</param>
/// <param name="LastModified">The header Last-Modified, as it came.</param>
internal readonly record struct Validators(string? ETag, string? LastModified)
{
    internal bool Any => ETag is not null || LastModified is not null;
}
