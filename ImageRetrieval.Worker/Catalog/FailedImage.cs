namespace ImageRetrieval.Worker.Catalog;

/// <summary>A row of a list that gave nothing, for <c>/status</c>.</summary>
/// <param name="Line">1-based line of the list.</param>
/// <param name="Id">The image's id, as far as there is one.</param>
/// <param name="Url">Its URL, as far as there is one.</param>
/// <param name="State"><c>rejected</c>, <c>retryable</c> or <c>permanent</c>.</param>
/// <param name="Reason">Name of the <see cref="FailureReason"/>.</param>
/// <param name="Detail">One sentence.</param>
internal sealed record FailedImage(long Line, string Id, string Url, string State, string Reason, string Detail)
{
    /// <summary>File name of the list, or name of the folder.</summary>
    public string List { get; init; } = "";
}
