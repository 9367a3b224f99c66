namespace ImageRetrieval.Portal.Search;

/// <summary>Builds readable addresses of this site.</summary>
internal sealed class PageAddress(string path)
{
    private readonly List<string> _pairs = [];

    /// <summary>Adds a pair, unless the value is empty.</summary>
    internal PageAddress Add(string key, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            _pairs.Add(Escape(key) + "=" + Escape(value));
        return this;
    }

    public override string ToString() => _pairs.Count == 0 ? path : path + "?" + string.Join('&', _pairs);

    // These four have no special meaning in a query and are easier to read unescaped.
    private static string Escape(string text) => Uri.EscapeDataString(text)
        .Replace("%3A", ":", StringComparison.Ordinal).Replace("%2C", ",", StringComparison.Ordinal)
        .Replace("%40", "@", StringComparison.Ordinal).Replace("%2A", "*", StringComparison.Ordinal);
}
