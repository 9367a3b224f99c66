using System.Net.Http.Headers;
using System.Text;

namespace ImageRetrieval.Worker.Catalog;

/// <summary>What a server said of the version of a file: returned to it, they save a download that brings nothing new.</summary>
/// <param name="ETag">The header ETag, as it came.</param>
/// <param name="LastModified">The header Last-Modified, as it came.</param>
internal readonly record struct Validators(string? ETag, string? LastModified)
{
    // They are kept for each image; a longer one, or one that may not be sent back, is as good as none.
    private const int MostCharacters = 1024;

    internal bool Any => ETag is not null || LastModified is not null;

    /// <summary>Those of an answer.</summary>
    internal static Validators Of(HttpResponseMessage response) => new(Header(response.Headers, "ETag"), Header(response.Content.Headers, "Last-Modified"));

    private static string? Header(HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) && values.First() is { Length: > 0 and <= MostCharacters } value && Ascii.IsValid(value) && !value.Any(char.IsControl)
            ? value
            : null;
}
