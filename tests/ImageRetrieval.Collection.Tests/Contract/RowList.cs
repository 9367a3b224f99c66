using ImageRetrieval.Collection.Catalog;

namespace ImageRetrieval.Collection.Tests.Contract;

/// <summary>A list with the given rows.</summary>
public sealed class RowList(string name, params (ImageSource? Source, RejectedRow? Rejected)[] rows) : IImageList
{
    /// <summary>Rises when the list changes.</summary>
    public int Edition { get; init; } = 1;

    /// <summary>What stops its reading after its rows; null for nothing.</summary>
    public string? BreaksWith { get; init; }

    public string Path => "/" + name;

    public ListFingerprint Fingerprint() => new(Path, $"{Edition}");

    public IEnumerable<(ImageSource? Source, RejectedRow? Rejected)> Read()
    {
        foreach (var row in rows)
            yield return row;
        if (BreaksWith is { } why)
            throw new UrlListException(why);
    }

    /// <summary>A list of images; each is <c>id</c> on host a.test, or <c>id@host</c>.</summary>
    public static RowList Of(string name, params string[] images) =>
        new(name, [.. images.Select((image, i) => Row(name, image.Split('@')[0], $"http://{(image.Split('@') is [_, var host] ? host : "a.test")}/{image.Split('@')[0]}", i + 2))]);

    public static (ImageSource?, RejectedRow?) Row(string list, string id, string url, long line = 2, string? version = null) =>
        (new ImageSource(id, url, line, new Dictionary<string, string> { ["kind"] = "k" + id }) { List = list, Version = version }, null);

    public static (ImageSource?, RejectedRow?) Rejected(string list, long line, FailureReason reason) =>
        (null, new RejectedRow(line, "", "", reason, "A row that names no image.") { List = list });
}
