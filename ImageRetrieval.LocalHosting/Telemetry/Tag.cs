namespace ImageRetrieval.LocalHosting.Telemetry;

/// <summary>An attribute of a span, a log record or a metric; the value as text.</summary>
internal readonly record struct Tag(string Key, string Value)
{
    public static string? Find(IReadOnlyList<Tag> tags, string key)
    {
        foreach (var tag in tags)
        {
            if (tag.Key == key)
                return tag.Value;
        }

        return null;
    }
}
