namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>Saves pictures for people, when somebody asks for them by naming a folder.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal class ScreenshotFactAttribute : FactAttribute
{
    private const string Variable = "IMAGERETRIEVAL_SCREENSHOTS";

    /// <param name="missing">What else the test lacks; null: nothing.</param>
    protected ScreenshotFactAttribute(string? missing) =>
        Skip = Folder is null ? $"Screenshots are made on demand: set {Variable} to the folder where they are to be saved." : missing;

    public ScreenshotFactAttribute()
        : this(Chromium.Missing)
    {
    }

    /// <summary>Where they go; null: nobody asked for any.</summary>
    public static string? Folder => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? Path.GetFullPath(folder) : null;
}
