namespace ImageRetrieval.Api.Search;

/// <summary>Ids that are integers by their value and before the others; the others by their characters.</summary>
internal sealed class ImageIdComparer : IComparer<string>
{
    internal static ImageIdComparer Instance { get; } = new();

    public int Compare(string? x, string? y) => (ImageIds.AsInteger(x), ImageIds.AsInteger(y)) switch
    {
        ({ } left, { } right) => left.CompareTo(right),
        ({ }, null) => -1,
        (null, { }) => 1,
        _ => string.CompareOrdinal(x, y),
    };
}
