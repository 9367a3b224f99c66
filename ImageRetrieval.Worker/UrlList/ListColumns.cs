using ImageRetrieval.Collection.Catalog;

namespace ImageRetrieval.Worker.UrlList;

/// <summary>The meaning of the columns, for lists that name them. The others are metadata.</summary>
/// <param name="Url">Index of the column of addresses.</param>
/// <param name="Id">Index of the column of ids; -1 when there is none.</param>
/// <param name="Names">The names of all columns, made different where two had one name.</param>
internal sealed record ListColumns(int Url, int Id, IReadOnlyList<string> Names)
{
    /// <summary>The only column of a list that is nothing but URLs.</summary>
    internal static ListColumns UrlAlone { get; } = new(0, -1, ["url"]);

    internal string UrlName => Names[Url];

    internal string IdName => Id < 0 ? "id" : Names[Id];

    /// <summary>How many columns a row must have at least.</summary>
    internal int Required => Math.Max(Url, Id) + 1;

    /// <summary>Whether the column is neither address nor id, and has a name.</summary>
    internal bool IsMetadata(int index) => index != Url && index != Id && Names[index].Length > 0;

    /// <exception cref="UrlListException">The columns are missing, or ambiguous.</exception>
    internal static ListColumns Find(string path, IEnumerable<string> headers, ListReading reading)
    {
        var names = headers.Select(header => header.Trim()).ToArray();
        if (names.FirstOrDefault(name => name.Contains(TextForm.Undecoded, StringComparison.Ordinal)) is not null)
            throw new UrlListException($"The list '{path}' has bytes in its first line that are not text in its encoding: set the encoding with --list-encoding.");
        var (url, id) = Choose(path, names, reading);
        return new(Index(path, names, url), id is null ? -1 : Index(path, names, id), Different(names));
    }

    private static (string Url, string? Id) Choose(string path, string[] names, ListReading reading)
    {
        if (reading.IdColumn is { } wanted && !Has(names, wanted))
            throw Missing(path, names, $"no column '{wanted}', which --id-column (Ingest:IdColumn) names");
        if (reading.UrlColumn is { } named)
        {
            if (!Has(names, named))
                throw Missing(path, names, $"no column '{named}', which --url-column (Ingest:UrlColumn) names");
            return (named, reading.IdColumn ?? (Has(names, "id") && FeedColumns.Key(named) != "id" ? "id" : null));
        }
        var feed = FeedColumns.Find([.. names.Select(FeedColumns.Key)]) ?? throw Missing(path, names, $"none of the known columns of URLs ({FeedColumns.KnownNames})");
        return (feed.Url, reading.IdColumn ?? feed.Id);
    }

    private static bool Has(string[] names, string name) => names.Any(other => Is(other, name));

    private static bool Is(string header, string name) => FeedColumns.Key(header) == FeedColumns.Key(name);

    private static int Index(string path, string[] names, string name)
    {
        var index = Array.FindIndex(names, header => Is(header, name));
        return Array.FindIndex(names, index + 1, header => Is(header, name)) < 0
            ? index
            : throw new UrlListException($"The list '{path}' has two columns '{names[index]}', which is ambiguous. Rename one of them.");
    }

    // The second of two columns of one name is "name 2": no value is lost.
    private static string[] Different(string[] names)
    {
        var different = (string[])names.Clone();
        var taken = names.ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i].Length == 0 || Array.IndexOf(names, names[i]) == i)
                continue;
            var number = 2;
            while (!taken.Add($"{names[i]} {number}"))
                number++;
            different[i] = $"{names[i]} {number}";
        }
        return different;
    }

    private static UrlListException Missing(string path, string[] names, string what)
    {
        var there = names.Length == 1 && names[0].Length == 0 ? "nothing" : string.Join(", ", names.Take(30).Select(name => $"'{Short(ImageUrl.Shown(name))}'"));
        return new($"The list '{path}' has {what}. Its first line has the columns {there}: select the one with the URLs with --url-column (Ingest:UrlColumn), for instance --url-column \"{Short(ImageUrl.Shown(names[0]))}\".");
    }

    private static string Short(string name) => name.Length <= 60 ? name : name[..60] + "…";
}
