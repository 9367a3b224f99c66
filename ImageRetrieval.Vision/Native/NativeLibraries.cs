using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ImageRetrieval.Vision.Native;

/// <summary>
/// Finds the two native libraries: the file named by an environment variable, else the one beside the application.
/// </summary>
internal static class NativeLibraries
{
    internal const string OnnxRuntime = "onnxruntime";
    internal const string Vips = "vips";

    /// <summary>The folder of ONNX Runtime, in which it also looks for its CUDA provider.</summary>
    internal static string OnnxRuntimeFolder => Path.GetDirectoryName(PathOf(OnnxRuntime)) ?? AppContext.BaseDirectory;

    // A module initializer and not a static constructor: the resolver must stand before any class's first native call.
#pragma warning disable CA2255 // this is the advanced case that the rule speaks of
    [ModuleInitializer]
    internal static void Register()
    {
        // Otherwise ONNX Runtime, as it starts, writes an identifier of this device into the user's cache and sends events.
        CEnvironment.SetDefault("ORT_DISABLE_TELEMETRY", "1");
        NativeLibrary.SetDllImportResolver(typeof(NativeLibraries).Assembly, Resolve);
    }
#pragma warning restore CA2255

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name is not (OnnxRuntime or Vips))
            return 0;

        var path = PathOf(name);
        if (!File.Exists(path))
        {
            throw new DllNotFoundException(
                $"The native library '{path}' is missing: run `dotnet build` (it brings the file through npm), " +
                $"or name one in the environment variable {VariableOf(name)}.");
        }
        return NativeLibrary.Load(path);
    }

    private static string PathOf(string name) =>
        Environment.GetEnvironmentVariable(VariableOf(name)) is { Length: > 0 } path
            ? Path.GetFullPath(path)
            : Path.Combine(AppContext.BaseDirectory, FileNameOf(name));

    private static string VariableOf(string name) =>
        name == OnnxRuntime ? "IMAGERETRIEVAL_ONNXRUNTIME" : "IMAGERETRIEVAL_LIBVIPS";

    private static string FileNameOf(string name)
    {
        if (OperatingSystem.IsWindows())
            return name == OnnxRuntime ? "onnxruntime.dll" : "libvips-42.dll";
        if (OperatingSystem.IsMacOS())
            return name == OnnxRuntime ? "libonnxruntime.1.dylib" : "libvips-cpp.8.18.7.dylib";
        return name == OnnxRuntime ? "libonnxruntime.so.1" : "libvips-cpp.so.8.18.7";
    }
}
