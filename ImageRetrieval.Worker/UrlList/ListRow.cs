using System.Security.Cryptography;
using System.Text;
using ImageRetrieval.Collection.Catalog;

namespace ImageRetrieval.Worker.UrlList;

/// <summary>What every row of every list must be, whatever the format.</summary>
/// <param name="List">Name of the list.</param>
/// <param name="UrlName">The name of the column of addresses, for sentences.</param>
/// <param name="IdName">The name of the column of ids.</param>
internal sealed record ListRow(string List, string UrlName = "url", string IdName = "id")
{
    private const int MaxIdLength = 256;

    /// <summary>A source, or why the row is not one.</summary>
    /// <param name="line">1-based line.</param>
    /// <param name="url">As in the list; may be empty.</param>
    /// <param name="id">As in the list; null when the list has no ids.</param>
    /// <param name="metadata">The other columns.</param>
    internal (ImageSource?, RejectedRow?) Check(long line, string url, string? id, IReadOnlyDictionary<string, string> metadata)
    {
        var name = id ?? IdOf(url);
        (ImageSource?, RejectedRow?) Refuse(FailureReason reason, string detail) => Reject(line, reason, detail, url, name);
        if (url.Length == 0)
            return Refuse(FailureReason.MissingUrl, $"The column '{UrlName}' is empty.");
        if (name.Length == 0)
            return Refuse(FailureReason.MissingId, $"The column '{IdName}' is empty.");
        if (name.Length > MaxIdLength || name.Any(char.IsControl))
            return Refuse(FailureReason.InvalidId, $"The id must have at most {MaxIdLength} characters and no control characters.");
        return (new ImageSource(name, url, line, metadata) { List = List, IsIdOfUrl = id is null }, null);
    }

    internal (ImageSource?, RejectedRow?) Reject(long line, FailureReason reason, string detail, string url = "", string id = "") =>
        (null, new(line, id, url, reason, detail) { List = List });

    // Without ids in the list, an image's id is derived from its URL: independent of the order of rows. Ids are public: a password is
    // never part of one.
    private static string IdOf(string url) =>
        url.Length == 0 ? "" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ImageUrl.Shown(url))))[..16];
}
