using System.ComponentModel.DataAnnotations;

namespace ImageRetrieval.ServiceDefaults.Security;

/// <summary>The configuration key <c>AllowedHosts</c>, which ASP.NET Core also uses.</summary>
internal sealed class AllowedHostsOptions : IValidatableObject
{
    private const string All = "*";
    private const string Below = "*.";

    /// <summary>
    /// Further host names that the service accepts, separated by semicolons; <c>*.photos.example</c> for all subdomains, <c>*</c>
    /// for any name. Addresses, localhost and the machine's own name are always accepted.
    /// </summary>
    public string AllowedHosts { get; set; } = "";

    /// <summary>Whether any name is accepted, because a proxy in front of the service checks it.</summary>
    internal bool AllowsAll => Entries.Contains(All);

    private IEnumerable<string> Entries => AllowedHosts.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Whether the option contains this host.</summary>
    internal bool Names(string name) => Entries.Any(entry => entry.StartsWith(Below, StringComparison.Ordinal)
        ? name.EndsWith('.' + HostName.Normalize(entry[Below.Length..]), StringComparison.Ordinal)
        : HostName.Normalize(entry) == name);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Entries
        .Where(entry => entry != All && !IsName(entry.StartsWith(Below, StringComparison.Ordinal) ? entry[Below.Length..] : entry))
        .Select(entry => new ValidationResult($"AllowedHosts has '{entry}'; it must be names without a scheme and a port, separated by semicolons: photos.example;*.photos.example, or * for any name."));

    private static bool IsName(string text) => HostName.Normalize(text) is { } name && (HostName.IsAddress(name) || Uri.CheckHostName(name) is UriHostNameType.Dns);
}
