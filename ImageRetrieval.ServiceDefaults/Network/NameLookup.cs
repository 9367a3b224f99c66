using System.Net;

namespace ImageRetrieval.ServiceDefaults.Network;

/// <summary>From a host's name to its addresses; <see cref="Dns.GetHostAddressesAsync(string, CancellationToken)"/> outside of tests.</summary>
public delegate Task<IPAddress[]> NameLookup(string host, CancellationToken token);
