using System.Runtime.InteropServices;

namespace ImageRetrieval.Vision.Native;

/// <summary>The environment of native code. On Unix, .NET changes only its own copy of the environment.</summary>
internal static partial class CEnvironment
{
    /// <summary>Sets a variable unless it is already set. Must be called before other threads read the environment, as the C library requires.</summary>
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
            // A C library with another file name: the variable stays unset.
        }
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);
}
