namespace ImageRetrieval.Api.UrlQueries;

/// <summary>A name leads to an address that the service does not connect to.</summary>
internal sealed class BlockedAddressException() : IOException("The address is not public.");
