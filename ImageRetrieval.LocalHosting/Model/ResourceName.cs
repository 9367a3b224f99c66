namespace ImageRetrieval.LocalHosting;

internal static class ResourceName
{
    private const int MaximumLength = 64;

    /// <summary>Aspire's rule: a name is used in host names and environment variables.</summary>
    public static void Check(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var valid = name.Length <= MaximumLength
            && char.IsAsciiLetter(name[0])
            && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '-')
            && !name.EndsWith('-')
            && !name.Contains("--", StringComparison.Ordinal);
        if (!valid)
            throw new ArgumentException(
                $"'{name}' cannot name a resource: use 1-{MaximumLength} ASCII letters, digits and single hyphens, beginning with a letter.",
                nameof(name));
    }
}
