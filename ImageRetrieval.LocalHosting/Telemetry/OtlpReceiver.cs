using System.Security.Cryptography;
using System.Text;
using ImageRetrieval.LocalHosting.Dashboard;

namespace ImageRetrieval.LocalHosting.Telemetry;

/// <summary>Where the resources send their telemetry, and the key that they show.</summary>
internal sealed class OtlpReceiver(DashboardOptions options)
{
    public const string KeyHeader = "x-otlp-api-key";

    /// <summary>Null: nowhere, because there is no dashboard.</summary>
    public string? Url { get; set; }

    public string Key { get; } = options.OtlpKey ?? RandomNumberGenerator.GetHexString(32, lowercase: true);

    public bool IsKey(string? given) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(Key));
}
