using System.Collections;
using System.Diagnostics;

namespace ImageRetrieval.LocalHosting.Processes;

/// <summary>How a process was started: what differs from the AppHost's own environment, with secrets masked.</summary>
internal sealed record LaunchDetails(string Command, string WorkingDirectory, IReadOnlyList<LaunchVariable> Environment)
{
    public static LaunchDetails Of(ProcessStartInfo info, IResource resource)
    {
        var own = System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value);
        var secrets = Secrets.ValuesOf(resource);
        return new LaunchDetails(
            $"{Path.GetFileName(info.FileName)} {string.Join(' ', info.ArgumentList.Select(argument => Secrets.Mask(argument, secrets)))}",
            info.WorkingDirectory,
            [
                .. info.Environment
                    .Where(variable => !own.TryGetValue(variable.Key, out var value) || value != variable.Value)
                    .OrderBy(variable => variable.Key, StringComparer.Ordinal)
                    .Select(variable => LaunchVariable.Of(variable.Key, variable.Value ?? "", secrets)),
            ]);
    }
}
