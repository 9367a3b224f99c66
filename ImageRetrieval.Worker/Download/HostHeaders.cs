namespace ImageRetrieval.Worker.Download;

/// <summary>Headers that the configuration adds for a host; of two patterns for one host, the more specific one takes precedence, header by header.</summary>
internal sealed class HostHeaders(DownloadOptions options)
{
    private static readonly HashSet<string> s_secrets = new(StringComparer.OrdinalIgnoreCase) { "Authorization", "Cookie" };

    private readonly (HostPattern Pattern, KeyValuePair<string, string>[] Headers)[] _hosts =
        [.. options.Hosts.Select(host => (Pattern: HostPattern.TryParse(host.Key, out var pattern) ? pattern : throw new ArgumentException($"'{host.Key}' is not a host.", nameof(options)), Headers: host.Value.Sent.ToArray()))
            .OrderByDescending(host => host.Pattern.Rank)];

    /// <summary>Adds the headers for the request's host that the request does not have yet.</summary>
    /// <param name="request">With its address.</param>
    /// <param name="withSecrets">False leaves out Authorization and Cookie.</param>
    internal void AddTo(HttpRequestMessage request, bool withSecrets)
    {
        var host = request.RequestUri!.IdnHost;
        foreach (var (pattern, headers) in _hosts)
        {
            if (!pattern.Matches(host))
                continue;
            foreach (var (name, value) in headers)
            {
                if ((withSecrets || !s_secrets.Contains(name)) && !request.Headers.NonValidated.Contains(name))
                    request.Headers.TryAddWithoutValidation(name, value);
            }
        }
    }
}
