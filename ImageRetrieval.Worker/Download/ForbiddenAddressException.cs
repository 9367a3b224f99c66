using System.Net;

namespace ImageRetrieval.Worker.Download;

/// <summary>A host whose address is not to be connected to.</summary>
internal sealed class ForbiddenAddressException(string host, IPAddress address)
    : Exception($"'{host}' has the address {address}, which is private, local or reserved: it is not connected to (Ingest:AllowPrivateAddresses is false).");
