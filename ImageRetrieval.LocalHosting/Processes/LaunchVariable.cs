namespace ImageRetrieval.LocalHosting.Processes;

/// <summary>An environment variable as it may be shown.</summary>
internal sealed record LaunchVariable(string Name, string Value, bool IsSecret)
{
    public static LaunchVariable Of(string name, string value, IReadOnlyCollection<string> secrets)
    {
        var masked = Secrets.IsSecretName(name) && value.Length > 0 ? Secrets.Masked : Secrets.Mask(value, secrets);
        return new LaunchVariable(name, masked, masked != value);
    }
}
