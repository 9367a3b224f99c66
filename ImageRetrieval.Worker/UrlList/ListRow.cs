using System.Security.Cryptography;
using System.Text;
using ImageRetrieval.Worker.Catalog;
using ImageRetrieval.Worker.Download;

namespace ImageRetrieval.Worker.UrlList;

/// <summary>What every row of every list must be, whatever the format.</summary>
internal static class ListRow
{
    private const int MaxIdLength = 256;

    /// <summary>A source, or why the row is none.</summary>
    /// <param name="list">Name of the list.</param>
    /// <param name="line">1-based line.</param>
    /// <param name="url">As it stands in the list; may be empty.</param>
    /// <param name="id">As it stands in the list; null when the list has no ids.</param>
    /// <param name="metadata">The other columns.</param>
    internal static (ImageSource?, RejectedRow?) Check(string list, long line, string url, string? id, IReadOnlyDictionary<string, string> metadata)
    {
        id ??= IdOf(url);
        (ImageSource?, RejectedRow?) Reject(FailureReason reason, string detail) => (null, new(line, id, url, reason, detail) { List = list });
        if (url.Length == 0)
            return Reject(FailureReason.MissingUrl, "The column 'url' is empty.");
        if (id.Length == 0)
            return Reject(FailureReason.MissingId, "The column 'id' is empty.");
        if (id.Length > MaxIdLength || id.Any(char.IsControl))
            return Reject(FailureReason.InvalidId, $"The id must be at most {MaxIdLength} characters and hold no control characters.");
        return (new ImageSource(id, url, line, metadata) { List = list }, null);
    }

    // Without ids in the list, an image's id is made of its URL: stable whatever happens to the order of rows. Ids are
    // public: none is made of a password.
    private static string IdOf(string url) =>
        url.Length == 0 ? "" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ImageUrl.Shown(url))))[..16];
}
