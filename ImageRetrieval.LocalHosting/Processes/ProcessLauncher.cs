using System.Collections.Concurrent;
using System.Diagnostics;
using ImageRetrieval.LocalHosting.Lifecycle;
using ImageRetrieval.LocalHosting.Output;
using ImageRetrieval.LocalHosting.Telemetry;

namespace ImageRetrieval.LocalHosting.Processes;

/// <summary>Starts the process of a project resource: <c>dotnet exec App.dll</c> in the project's folder.</summary>
internal sealed class ProcessLauncher(DistributedApplicationExecutionContext executionContext, OtlpReceiver receiver, ConsoleLogs logs, HostConsole console)
{
    private readonly ConcurrentDictionary<string, LaunchDetails> _launches = [];

    /// <summary>How the last process of the name was started; null: none was.</summary>
    public LaunchDetails? Details(string name) => _launches.GetValueOrDefault(name);

    public ChildProcess Start(IResource resource, string name)
    {
        var project = resource.Annotations.OfType<IProjectMetadata>().FirstOrDefault()
            ?? throw new DistributedApplicationException($"The resource '{resource.Name}' is no project: only projects can be run.");
        if (!File.Exists(project.TargetPath))
            throw new DistributedApplicationException(
                $"The resource '{resource.Name}' cannot start, because '{project.TargetPath}' does not exist: build '{project.ProjectPath}' first.");

        var replica = ReplicaName.Number(resource, name);
        PortCheck.ThrowIfTaken(resource, replica);
        var info = StartInfo(resource, project, replica);
        _launches[name] = LaunchDetails.Of(info, resource);
        return ChildProcess.Start(info, (isError, text) =>
        {
            logs.Append(name, isError, text);
            console.Write(name, text);
        });
    }

    private ProcessStartInfo StartInfo(IResource resource, IProjectMetadata project, int replica)
    {
        var info = new ProcessStartInfo(DotnetHost.Path, ["exec", project.TargetPath, .. Arguments(resource)])
        {
            WorkingDirectory = Path.GetDirectoryName(project.ProjectPath)!,
        };
        info.Environment.Clear();
        foreach (var (name, value) in ChildEnvironment.For(resource, executionContext, receiver, Guid.NewGuid().ToString("n")[..8], replica))
            info.Environment[name] = value;
        return info;
    }

    private static IEnumerable<string> Arguments(IResource resource)
    {
        var context = new CommandLineArgsCallbackContext([]);
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
            annotation.Callback(context);
        return context.Args.Select(ChildEnvironment.Text);
    }
}
