using System.Runtime.InteropServices;

namespace ImageRetrieval.LocalHosting.Processes;

/// <summary>The <c>dotnet</c> program that belongs to the runtime we run on.</summary>
internal static class DotnetHost
{
    public static string Path { get; } = Find();

    private static string Find()
    {
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        if (Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } given && File.Exists(given))
            return given;
        // <root>/shared/Microsoft.NETCore.App/<version>/
        var root = System.IO.Path.GetFullPath(System.IO.Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var path = System.IO.Path.Combine(root, name);
        return File.Exists(path) ? path : name;
    }
}
