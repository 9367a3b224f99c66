using System.Runtime.InteropServices;

namespace ImageRetrieval.Vision.Native;

/// <summary>The environment that native code sees. On Unix, what .NET sets reaches only .NET's own copy of it.</summary>
internal static partial class CEnvironment
{
    /// <summary>Sets a variable that is not set. To be called before other threads read the environment, as the C library demands.</summary>
    internal static void SetDefault(string name, string value)
    {
        if (Environment.GetEnvironmentVariable(name) is not null)
            return;
        if (OperatingSystem.IsWindows())
            Environment.SetEnvironmentVariable(name, value);
        else
            SetNative(name, value);
    }

    private static void SetNative(string name, string value)
    {
        try
        {
            _ = setenv(name, value, overwrite: 0);
        }
        catch (DllNotFoundException)
        {
            // A C library under another file name; the calls that follow do without.
        }
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);
}
