namespace ImageRetrieval.Portal.Forms;

/// <summary>A posted form that cannot be read: whose fault it is, and in which words to say so.</summary>
/// <param name="status">400, 408 or 413.</param>
/// <param name="message">A sentence for who sent it.</param>
/// <param name="inner">What the reader said.</param>
internal sealed class RefusedFormException(int status, string message, Exception inner) : Exception(message, inner)
{
    /// <summary>The HTTP status: 400, 408 or 413.</summary>
    public int Status { get; } = status;
}
