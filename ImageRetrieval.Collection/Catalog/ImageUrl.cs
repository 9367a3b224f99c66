using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ImageRetrieval.Collection.Catalog;

/// <summary>
/// An http or https URL as browsers read it (https://url.spec.whatwg.org): line breaks and tabs are removed, backslashes
/// are slashes, hosts become ASCII, and a user name is not part of the address.
/// </summary>
/// <param name="Address">Without user name and password.</param>
/// <param name="UserInfo">Both, as in the URL; null when there are none.</param>
public sealed partial record ImageUrl(Uri Address, string? UserInfo)
{
    /// <summary>Reads a URL.</summary>
    /// <param name="text">As in a list or in a redirect.</param>
    /// <param name="url">Null when it is not a URL.</param>
    /// <param name="problem">What is wrong with it, in a sentence without secrets; empty when nothing is.</param>
    public static bool TryParse(string text, out ImageUrl? url, out string problem)
    {
        url = null;
        var match = WebUrl().Match(Clean(text));
        if (!match.Success)
        {
            problem = "The URL is not absolute: it must start with http:// or https://.";
            return false;
        }
        var (authority, path) = (match.Groups["authority"].Value, match.Groups["path"].Value.Replace('\\', '/'));
        var at = authority.LastIndexOf('@');
        problem = Problem(authority[(at + 1)..]);
        if (problem.Length > 0)
            return false;
        if (!Uri.TryCreate($"{match.Groups["scheme"].Value}://{AsciiHost(authority[(at + 1)..])}{path}{match.Groups["rest"].Value}", UriKind.Absolute, out var address))
        {
            problem = $"The URL cannot be read: '{HostOf(authority[(at + 1)..])}' is not a host, or what follows it is not a path.";
            return false;
        }
        url = new(address, at <= 0 || authority[..at] == ":" ? null : authority[..at]);
        return true;
    }

    /// <summary>The value of the header Authorization for the user name and password; null when there are none.</summary>
    public string? Authorization
    {
        get
        {
            if (UserInfo is null)
                return null;
            var colon = UserInfo.IndexOf(':', StringComparison.Ordinal);
            var (user, password) = colon < 0 ? (UserInfo, "") : (UserInfo[..colon], UserInfo[(colon + 1)..]);
            return "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.UnescapeDataString(user)}:{Uri.UnescapeDataString(password)}"));
        }
    }

    /// <summary>The same by https; a port in the URL stays.</summary>
    public ImageUrl WithHttps() => Address.Scheme == Uri.UriSchemeHttps
        ? this
        : this with { Address = new UriBuilder(Address) { Scheme = Uri.UriSchemeHttps, Port = Address.IsDefaultPort ? -1 : Address.Port }.Uri };

    /// <summary>Whether both belong to one server: scheme, host and port.</summary>
    public bool IsSameOrigin(ImageUrl other) =>
        Uri.Compare(Address, other.Address, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;

    /// <summary>The URL as shown to all clients: without user name and password, even when it is invalid otherwise.</summary>
    public static string Shown(string text)
    {
        if (!text.Contains('@', StringComparison.Ordinal))
            return text;
        var clean = Clean(text);
        // The path of a file URL may contain the sign; its host part, if any, is between two and three slashes.
        var shown = (clean.StartsWith("file:", StringComparison.OrdinalIgnoreCase) ? FileCredentials() : Credentials()).Replace(clean, "${before}");
        return shown == clean ? text : shown;
    }

    /// <summary>Without what is invisible in browsers and when copying: spaces and invisible characters around it, tabs and line breaks inside.</summary>
    public static string Clean(string text)
    {
        var (start, end) = (0, text.Length);
        while (start < end && IsUnseen(text[start]))
            start++;
        while (end > start && IsUnseen(text[end - 1]))
            end--;
        var inside = text[start..end];
        return inside.AsSpan().ContainsAny('\t', '\n', '\r') ? inside.Replace("\t", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal) : inside;
    }

    private static bool IsUnseen(char c) => c <= ' ' || char.IsWhiteSpace(c) || char.IsControl(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format;

    private static string Problem(string hostAndPort)
    {
        var host = HostOf(hostAndPort);
        if (host.Length == 0)
            return "The URL has no host: it must look like https://example.org/image.jpg.";
        var port = hostAndPort[host.Length..];
        if (port.Length > 1 && !(port[0] == ':' && int.TryParse(port.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 65536))
            return $"The URL's port '{port.TrimStart(':')}' is not a number from 1 to 65535.";
        return Uri.CheckHostName(AsciiHost(host)) == UriHostNameType.Unknown ? $"The URL's host '{host}' is not a valid name or address." : "";
    }

    // Up to the port; an IPv6 address contains colons itself.
    private static string HostOf(string hostAndPort) => hostAndPort.StartsWith('[')
        ? hostAndPort[..(hostAndPort.IndexOf(']', StringComparison.Ordinal) is > 0 and var end ? end + 1 : hostAndPort.Length)]
        : hostAndPort.Split(':')[0];

    // Names in other scripts, and equivalent forms of letters, become one spelling; others stay as they are.
    private static string AsciiHost(string hostAndPort)
    {
        if (Ascii.IsValid(hostAndPort))
            return hostAndPort;
        var host = HostOf(hostAndPort);
        return Uri.TryCreate($"http://{host}/", UriKind.Absolute, out var uri) && Ascii.IsValid(uri.IdnHost) ? uri.IdnHost + hostAndPort[host.Length..] : hostAndPort;
    }

    [GeneratedRegex(@"^(?<scheme>https?):[/\\]*(?<authority>[^/\\?#]*)(?<path>[^?#]*)(?<rest>.*)$", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex WebUrl();

    [GeneratedRegex(@"^(?<before>file://)[^/\\?#]*@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FileCredentials();

    // With a scheme and slashes, with slashes alone, or with neither.
    [GeneratedRegex(@"^(?<before>(?:[a-z][a-z0-9+.\-]*:[/\\]+|[/\\]{2,})?)[^/\\?#]*@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Credentials();
}
