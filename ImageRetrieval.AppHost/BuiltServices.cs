namespace ImageRetrieval.AppHost;

/// <summary>Starts the services from the executables that the AppHost's build has made.</summary>
internal static class BuiltServices
{
    /// <summary>
    /// Starts each service directly. Aspire's own `dotnet run --no-build` evaluates the project first, which takes more processor time
    /// than the service's start. Under `dotnet watch`, and for a service without such an executable, Aspire's way stands.
    /// </summary>
    internal static void UseBuiltServices(this IDistributedApplicationBuilder builder)
    {
        if (!string.IsNullOrEmpty(builder.Configuration["DOTNET_WATCH"]))
            return;
        foreach (var service in builder.Resources.OfType<ProjectResource>())
        {
            var project = service.GetProjectMetadata().ProjectPath;
            if (Executable(project) is { } executable)
                service.Annotations.Add(new ExecutableAnnotation { Command = executable, WorkingDirectory = Path.GetDirectoryName(project)! });
        }
    }

    // All outputs stand beside each other (ArtifactsPath): <name>/<configuration>/<name>.
    private static string? Executable(string project)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var name = Path.GetFileNameWithoutExtension(project);
        var path = Path.Combine(own.Parent!.Parent!.FullName, name, own.Name, OperatingSystem.IsWindows() ? name + ".exe" : name);
        return File.Exists(path) ? path : null;
    }
}
