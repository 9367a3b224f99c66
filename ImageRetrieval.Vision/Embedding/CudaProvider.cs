using ImageRetrieval.Vision.Native;

namespace ImageRetrieval.Vision.Embedding;

/// <summary>The files that ONNX Runtime needs for CUDA; it looks for them in its own folder.</summary>
internal static class CudaProvider
{
    private static readonly string s_library =
        OperatingSystem.IsWindows() ? "onnxruntime.dll"
        : OperatingSystem.IsMacOS() ? "libonnxruntime.dylib"
        : "libonnxruntime.so";

    /// <summary>Names of the files, on this system.</summary>
    internal static IReadOnlyList<string> Files { get; } = [FileOf("onnxruntime_providers_shared"), FileOf("onnxruntime_providers_cuda")];

    /// <summary>The folder of ONNX Runtime's library: the application's, or <c>runtimes/&lt;platform&gt;/native</c> below it.</summary>
    internal static string Folder => Path.GetDirectoryName(NativeFolders.Find(s_library)) ?? AppContext.BaseDirectory;

    /// <summary>The first file missing from the folder, or null when all are present, which does not mean that they can be loaded.</summary>
    internal static string? MissingFile(string folder) => Files.LastOrDefault(file => !File.Exists(Path.Combine(folder, file)));

    private static string FileOf(string name) => OperatingSystem.IsWindows() ? $"{name}.dll" : $"lib{name}.so";
}
