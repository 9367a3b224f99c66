namespace ImageRetrieval.Collection.Catalog;

/// <summary>A server's identification of the version of a file: sent back to it, it avoids downloading unchanged bytes.</summary>
/// <param name="ETag">The header ETag, as it was received; at most 1,024 ASCII characters.</param>
/// <param name="LastModified">The header Last-Modified, as it was received; at most 1,024 ASCII characters.</param>
public readonly record struct Validators(string? ETag, string? LastModified)
{
    /// <summary>Whether there is any.</summary>
    public bool Any => ETag is not null || LastModified is not null;
}
