namespace ImageRetrieval.Worker.Download;

/// <summary>What each host is sent beside the usual headers, as the configuration says; of two patterns for one host, the more exact one decides header by header.</summary>
internal sealed class HostHeaders(DownloadOptions options)
{
    private static readonly HashSet<string> s_secrets = new(StringComparer.OrdinalIgnoreCase) { "Authorization", "Cookie" };

    private readonly (HostPattern Pattern, KeyValuePair<string, string>[] Headers)[] _hosts =
        [.. options.Hosts.Select(host => (Pattern: HostPattern.TryParse(host.Key, out var pattern) ? pattern : throw new ArgumentException($"'{host.Key}' is no host.", nameof(options)), Headers: host.Value.Sent.ToArray()))
            .OrderByDescending(host => host.Pattern.Rank)];

    /// <summary>Adds what this request's host is sent and the request does not have yet.</summary>
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
