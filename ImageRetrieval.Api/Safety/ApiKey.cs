using System.Security.Cryptography;
using System.Text;

namespace ImageRetrieval.Api.Safety;

/// <summary>A client that may call: its name, the digest of its key, and what it may do. The key itself is stored nowhere.</summary>
internal sealed class ApiKey
{
    /// <summary>For logs and limits.</summary>
    public string Name { get; set; } = "";

    /// <summary>SHA-256 of the key's UTF-8, 64 hexadecimal digits: <c>printf %s KEY | sha256sum</c>. A key is long and random, so it needs no salt.</summary>
    public string Sha256 { get; set; } = "";

    /// <summary><c>search</c>, <c>ingest</c>, or both, separated by a comma.</summary>
    public string Roles { get; set; } = ApiRoles.Search;

    /// <summary>What is wrong with it; null when nothing is.</summary>
    internal string? Fault =>
        Name.Length == 0 ? "Name is empty: give each key a name."
        : Sha256.Length != 64 || !Sha256.All(char.IsAsciiHexDigit) ? "Sha256 must be 64 hexadecimal digits: printf %s KEY | sha256sum."
        : RoleNames.Length == 0 || !RoleNames.All(ApiRoles.All.Contains) ? $"Roles is '{Roles}'; it must be {string.Join(", ", ApiRoles.All)}, or both."
        : null;

    internal string[] RoleNames => Roles.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Whether a presented key is this one, in a time that does not depend on where they differ.</summary>
    internal bool Matches(string presented) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(presented)), Convert.FromHexString(Sha256));
}
