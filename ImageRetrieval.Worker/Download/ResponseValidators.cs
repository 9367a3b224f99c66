using System.Net.Http.Headers;
using System.Text;
using ImageRetrieval.Collection.Catalog;

namespace ImageRetrieval.Worker.Download;

/// <summary>Reads a server's identification of the version of a file.</summary>
internal static class ResponseValidators
{
    // They are kept for each image; a longer one, or one that may not be sent back, is ignored.
    private const int MostCharacters = 1024;

    internal static Validators Of(HttpResponseMessage response) => new(Header(response.Headers, "ETag"), Header(response.Content.Headers, "Last-Modified"));

    private static string? Header(HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) && values.First() is { Length: > 0 and <= MostCharacters } value && Ascii.IsValid(value) && !value.Any(char.IsControl)
            ? value
            : null;
}
