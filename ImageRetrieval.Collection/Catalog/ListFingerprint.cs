namespace ImageRetrieval.Collection.Catalog;

/// <summary>A list and what it was when it was read: equal ones need not be read again.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Fingerprint">Size and digest of the bytes.</param>
public sealed record ListFingerprint(string Path, string Fingerprint);
