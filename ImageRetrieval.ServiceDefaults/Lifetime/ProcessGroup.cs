using System.Runtime.InteropServices;

namespace ImageRetrieval.ServiceDefaults.Lifetime;

/// <summary>
/// A process group of the service's own: Ctrl+C in the terminal then reaches the AppHost alone, which stops the services
/// in their order. Windows has no such groups for what is already running; there the AppHost asks through standard input.
/// </summary>
internal static partial class ProcessGroup
{
    private const int Kill = 9;
    private static bool s_own;

    public static void MakeOwn() => s_own = !OperatingSystem.IsWindows() && SetProcessGroup(0, 0) == 0;

    /// <summary>Ends this process at once, with those that it started.</summary>
    public static void KillOwn()
    {
        if (s_own)
            _ = SendSignal(0, Kill);
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        self.Kill();
    }

    [LibraryImport("libc", EntryPoint = "setpgid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetProcessGroup(int processId, int groupId);

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int processId, int signal);
}
