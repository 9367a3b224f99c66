namespace ImageRetrieval.EndToEnd.Tests.Browser.RealPictures;

/// <summary>A real photo of <c>../shared/eval/public</c>.</summary>
/// <param name="Id">Its id in the tests' list.</param>
/// <param name="Path">Its file.</param>
/// <param name="Label">What it shows; 30 photos show the same.</param>
/// <param name="Sha256">The digest of its bytes, in lower-case hexadecimal digits.</param>
internal sealed record Photo(string Id, string Path, string Label, string Sha256);
