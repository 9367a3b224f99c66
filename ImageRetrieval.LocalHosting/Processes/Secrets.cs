using System.Text.RegularExpressions;

namespace ImageRetrieval.LocalHosting.Processes;

/// <summary>What must not be shown: the values of secret parameters wherever they stand, and variables whose name says so.</summary>
internal static partial class Secrets
{
    /// <summary>Of one length, so that it does not tell the secret's.</summary>
    public const string Masked = "••••••••";

    public static bool IsSecretName(string name) => SecretName().IsMatch(name);

    public static string Mask(string text, IReadOnlyCollection<string> secrets) =>
        secrets.Aggregate(text, (masked, secret) => masked.Replace(secret, Masked, StringComparison.Ordinal));

    /// <summary>The secrets of the application that the resource belongs to; longest first, so that none hides inside another.</summary>
    public static IReadOnlyCollection<string> ValuesOf(IResource resource) =>
        [.. resource.Annotations.OfType<SecretValuesAnnotation>().SelectMany(annotation => annotation.Values()).Where(value => value.Length > 0).OrderByDescending(value => value.Length)];

    [GeneratedRegex("key|token|secret|passw|pwd|credential|connectionstring|_headers$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretName();
}
