using ImageRetrieval.Collection.Catalog;

namespace ImageRetrieval.Worker.Download;

/// <summary>A host, all names below one, or all hosts.</summary>
/// <param name="Name">In ASCII and lower case; with a leading dot for the names below; empty for all.</param>
internal sealed record HostPattern(string Name)
{
    /// <summary>The larger, the more specific: the host itself, then the longest name above it.</summary>
    internal int Rank => Name.Length == 0 ? 0 : Name[0] == '.' ? Name.Length : int.MaxValue;

    internal static bool TryParse(string text, out HostPattern pattern)
    {
        pattern = new("");
        if (text == "*")
            return true;
        var below = text.StartsWith("*.", StringComparison.Ordinal);
        if (!ImageUrl.TryParse($"http://{(below ? text[2..] : text)}", out var url, out _) || url!.UserInfo is not null || url.Address.PathAndQuery != "/" || !url.Address.IsDefaultPort || text.EndsWith('/'))
            return false;
        var host = url.Address.IdnHost;
        pattern = new(below ? "." + host : host);
        return !below || url.Address.HostNameType == UriHostNameType.Dns;
    }

    /// <param name="host">In ASCII and lower case.</param>
    internal bool Matches(string host) => Name.Length == 0 || (Name[0] == '.' ? host.EndsWith(Name, StringComparison.Ordinal) : host == Name);
}
