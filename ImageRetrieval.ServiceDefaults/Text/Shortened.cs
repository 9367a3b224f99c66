namespace ImageRetrieval.ServiceDefaults.Text;

/// <summary>Shortens texts that came from somewhere else, for messages that repeat them.</summary>
public static class Shortened
{
    /// <summary>The text, or its beginning with an ellipsis behind it if it is longer.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">The most characters that are kept, without the ellipsis.</param>
    public static string To(string text, int most)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= most ? text : string.Concat(text.AsSpan(0, most), "…");
    }
}
