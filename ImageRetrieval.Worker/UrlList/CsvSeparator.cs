namespace ImageRetrieval.Worker.UrlList;

/// <summary>What separates the columns of a CSV list, by its first line: the rows after it may be full of the others.</summary>
internal static class CsvSeparator
{
    private static readonly char[] s_candidates = [',', ';', '\t', '|'];

    /// <returns>Null when the first line does not show it, and the rows after it must.</returns>
    internal static char? Of(string firstLine, ListReading reading)
    {
        // In a list of one column URLs may contain any of them: a comma separates there, as in every CSV.
        if (!BareUrls.HasSeparator(firstLine))
            return ',';
        var fitting = s_candidates.Where(candidate => firstLine.Contains(candidate, StringComparison.Ordinal) && Fits(firstLine.Split(candidate), reading)).ToList();
        return fitting is [var only] ? only : null;
    }

    private static bool Fits(IEnumerable<string> names, ListReading reading)
    {
        string[] keys = [.. names.Select(name => FeedColumns.Key(name.Trim().Trim('"')))];
        return reading.UrlColumn is { } url ? keys.Contains(FeedColumns.Key(url)) : FeedColumns.Find(keys) is not null;
    }
}
