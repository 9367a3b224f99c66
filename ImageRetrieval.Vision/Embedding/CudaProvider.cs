namespace ImageRetrieval.Vision.Embedding;

/// <summary>The files that make ONNX Runtime's library able to use CUDA; it looks for them in its own folder.</summary>
internal static class CudaProvider
{
    /// <summary>Names of the files, on this system.</summary>
    internal static IReadOnlyList<string> Files { get; } = [FileOf("onnxruntime_providers_shared"), FileOf("onnxruntime_providers_cuda")];

    /// <summary>The file that is not in the folder, or null when all are there. That they can be loaded is not said by that.</summary>
    internal static string? MissingFile(string folder) => Files.LastOrDefault(file => !File.Exists(Path.Combine(folder, file)));

    private static string FileOf(string name) => OperatingSystem.IsWindows() ? $"{name}.dll" : $"lib{name}.so";
}
