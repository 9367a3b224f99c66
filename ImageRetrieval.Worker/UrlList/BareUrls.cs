using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Worker.Download;

namespace ImageRetrieval.Worker.UrlList;

/// <summary>Recognises a list of nothing but URLs, without a header.</summary>
internal static class BareUrls
{
    /// <summary>This much of a first line is enough.</summary>
    internal const int MostCharacters = 4096;

    private static readonly string[] s_beginnings = ["http://", "https://"];

    /// <summary>Whether a CSV file has no header and one column.</summary>
    /// <exception cref="UrlListException">It has no header and more than one column: their meaning is unknown.</exception>
    internal static bool IsOne(string path, string firstLine, ListReading reading)
    {
        if (!IsUrl(firstLine))
            return false;
        if (reading.UrlColumn is not null || reading.IdColumn is not null)
            throw new UrlListException($"The list '{path}' begins with a URL: --url-column and --id-column require a first line with the column names.");
        if (HasSeparator(firstLine.Trim('"')))
            throw new UrlListException($"The list '{path}' begins with a URL and has several columns: its first line must name them, for instance 'url,id'. If its lines are only URLs that contain commas, name the file .txt.");
        return true;
    }

    /// <summary>Whether a line may have more than one column.</summary>
    internal static bool HasSeparator(string line) => line.AsSpan().ContainsAny(",;\t|");

    /// <summary>Whether a line begins as a URL or as a path, in quotes or not.</summary>
    internal static bool IsUrl(string line) =>
        FileUrl.Is(line.TrimStart('"')) || Array.Exists(s_beginnings, beginning => line.AsSpan().TrimStart('"').StartsWith(beginning, StringComparison.OrdinalIgnoreCase));
}
