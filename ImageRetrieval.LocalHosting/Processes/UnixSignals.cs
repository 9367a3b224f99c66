using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace ImageRetrieval.LocalHosting.Processes;

[UnsupportedOSPlatform("windows")]
internal static partial class UnixSignals
{
    private const int Terminate = 15;
    private const int Kill = 9;

    /// <summary>Asks a process to stop; false when it is gone.</summary>
    public static bool TryTerminate(int processId) => Send(processId, Terminate) == 0;

    /// <summary>Kills what is left of the process group that a child made for itself and its own children.</summary>
    public static void KillGroup(int processId) => _ = Send(-processId, Kill);

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Send(int processId, int signal);
}
