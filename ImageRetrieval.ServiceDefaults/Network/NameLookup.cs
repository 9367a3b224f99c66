using System.Net;

namespace ImageRetrieval.ServiceDefaults.Network;

/// <summary>Resolves a host name to its addresses; <see cref="Dns.GetHostAddressesAsync(string, CancellationToken)"/> outside tests.</summary>
public delegate Task<IPAddress[]> NameLookup(string host, CancellationToken token);
