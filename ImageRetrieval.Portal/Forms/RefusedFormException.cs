namespace ImageRetrieval.Portal.Forms;

/// <summary>A posted form that cannot be read.</summary>
/// <param name="status">400, 408 or 413.</param>
/// <param name="message">A sentence for the sender.</param>
/// <param name="inner">The reader's exception.</param>
internal sealed class RefusedFormException(int status, string message, Exception inner) : Exception(message, inner)
{
    /// <summary>The HTTP status: 400, 408 or 413.</summary>
    public int Status { get; } = status;
}
