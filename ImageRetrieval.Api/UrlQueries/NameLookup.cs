using System.Net;

namespace ImageRetrieval.Api.UrlQueries;

/// <summary>From a host's name to its addresses; <see cref="Dns.GetHostAddressesAsync(string, CancellationToken)"/> outside of tests.</summary>
internal delegate Task<IPAddress[]> NameLookup(string host, CancellationToken token);
