using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ImageRetrieval.Vision.Decoding;

namespace ImageRetrieval.Vision.Native;

/// <summary>Initialization before the first native call.</summary>
internal static class NativeStart
{
    // A module initializer and not a static constructor: it must run before any class of this assembly calls native code.
#pragma warning disable CA2255 // an advanced scenario in the sense of the rule
    [ModuleInitializer]
    internal static void Prepare()
    {
        // Otherwise ONNX Runtime writes an identifier of this device into the user's cache when its library is loaded, and
        // sends events. OrtEnv.DisableTelemetryEvents comes too late for that.
        CEnvironment.SetDefault("ORT_DISABLE_TELEMETRY", "1");
        NativeLibrary.SetDllImportResolver(typeof(NativeStart).Assembly, Resolve);
    }
#pragma warning restore CA2255

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath) =>
        name == VipsLibrary.Name ? VipsLibrary.Load() : 0;
}
