namespace ImageRetrieval.Evaluation.Images;

/// <summary>The names of a list's columns, in any case.</summary>
/// <param name="Path">Files, or URLs of which the path is a file's.</param>
/// <param name="Label">What the pictures show.</param>
internal sealed record ListColumns(string Path, string Label)
{
    internal const string Id = "id";

    internal static ListColumns Default { get; } = new("path", "label");
}
