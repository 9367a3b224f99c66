namespace ImageRetrieval.Collection.Catalog;

/// <summary>A row of a list that failed.</summary>
/// <param name="Line">1-based line of the list.</param>
/// <param name="ImageId">The image's id; empty when the row has none.</param>
/// <param name="Url">Its URL without user name and password; empty when the row has none.</param>
/// <param name="State">Whether it is retried.</param>
/// <param name="Reason">Why it failed.</param>
/// <param name="Detail">One sentence.</param>
/// <param name="List">File name of the list, or name of the folder.</param>
public sealed record FailedImage(long Line, string ImageId, string Url, FailureState State, FailureReason Reason, string Detail, string List)
{
    /// <summary>Name and port of its host; empty for files of this machine; null for a rejected row. Only in a <see cref="FailurePage"/>, as the times.</summary>
    public string? Host { get; init; }

    /// <summary>When it was last tried; null for a rejected row.</summary>
    public DateTimeOffset? LastTry { get; init; }

    /// <summary>When it is tried again; null when it is not.</summary>
    public DateTimeOffset? NextTry { get; init; }
}
