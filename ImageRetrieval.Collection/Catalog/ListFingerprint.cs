namespace ImageRetrieval.Collection.Catalog;

/// <summary>The state of a list when it was read: a list with an equal one need not be read again.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Fingerprint">Size and digest of the bytes.</param>
public sealed record ListFingerprint(string Path, string Fingerprint);
