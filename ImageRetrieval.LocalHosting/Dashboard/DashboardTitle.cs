namespace ImageRetrieval.LocalHosting.Dashboard;

/// <summary>What the page calls the application: the AppHost's name without its last part.</summary>
internal sealed record DashboardTitle(string Name)
{
    private const string Suffix = ".AppHost";

    public static DashboardTitle Of(string applicationName) =>
        new(applicationName.EndsWith(Suffix, StringComparison.Ordinal) ? applicationName[..^Suffix.Length] : applicationName);
}
