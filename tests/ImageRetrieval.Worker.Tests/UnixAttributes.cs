namespace ImageRetrieval.Worker.Tests;

/// <summary>A test of signals or of files that are moved while they are open: Windows has neither.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixTheoryAttribute : TheoryAttribute
{
    public UnixTheoryAttribute()
    {
        if (OperatingSystem.IsWindows())
            Skip = "Windows sends no signals and does not move files that are open.";
    }
}
