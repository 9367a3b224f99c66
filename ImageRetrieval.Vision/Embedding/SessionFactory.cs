using ImageRetrieval.Vision.Models;
using ImageRetrieval.Vision.Native;
using ImageRetrieval.Vision.OnnxRuntime;
using Microsoft.ML.OnnxRuntime;

namespace ImageRetrieval.Vision.Embedding;

/// <summary>Opens sessions: on CUDA when requested and usable, otherwise on the CPU.</summary>
internal static class SessionFactory
{
    /// <summary>A session, its provider, and, when CUDA was attempted without success, the reason in one sentence.</summary>
    internal sealed record Opened(SessionLease Session, string Provider, string? Note);

    /// <param name="model">The model's name, for messages.</param>
    /// <param name="file">Its graph.</param>
    /// <param name="identity">Identifies the graph.</param>
    /// <param name="derived">Where optimised graphs are stored.</param>
    /// <param name="settings">How to run it.</param>
    /// <exception cref="ModelException">The file is not a usable model, or CUDA is required and cannot be used.</exception>
    internal static Opened Open(string model, GraphFile file, string identity, DerivedFiles derived, InferenceSettings settings)
    {
        try
        {
            if (settings.Provider == ExecutionProvider.Cpu)
                return new(OpenOnCpu(file, identity, derived, settings), "cpu", null);

            var (session, failure) = TryCuda(file, settings);
            if (session is not null)
                return new(session, "cuda", null);
            if (settings.Provider == ExecutionProvider.Cuda)
                throw new ModelException(ModelError.ProviderUnavailable, $"Model '{model}' was asked to run on CUDA: {failure}");
            return new(OpenOnCpu(file, identity, derived, settings), "cpu", failure);
        }
        catch (OnnxRuntimeException error)
        {
            throw new ModelException(ModelError.InvalidModel, $"ONNX Runtime cannot load model '{model}' from {file}: {error.Message}", error);
        }
    }

    private static SessionLease OpenOnCpu(GraphFile file, string identity, DerivedFiles derived, InferenceSettings settings) =>
        new OptimizedGraphs(derived).Open(file, identity, () => OrtRuntime.NewOptions(settings.ThreadsPerImage));

    private static (SessionLease? Session, string? Failure) TryCuda(GraphFile file, InferenceSettings settings)
    {
        if (CudaProvider.MissingFile(CudaProvider.Folder) is { } missing)
            return (null, $"'{missing}' is not beside the ONNX Runtime library, so models run on the CPU; build with -p:Cuda=true to use a GPU.");
        try
        {
            using var options = OrtRuntime.NewOptions(settings.ThreadsPerImage);
            options.GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL;
            AppendCuda(options);
            return (Open(file, options), null);
        }
        catch (OnnxRuntimeException error)
        {
            return (null, $"CUDA cannot be used, so models run on the CPU: {error.Message.ReplaceLineEndings(" ")}");
        }
    }

    private static void AppendCuda(SessionOptions options)
    {
        using var cuda = new OrtCUDAProviderOptions();
        // The default search tries every algorithm for each batch size: seconds, sixteen times.
        cuda.UpdateOptions(new Dictionary<string, string> { ["cudnn_conv_algo_search"] = "HEURISTIC", ["device_id"] = "0" });
        options.AppendExecutionProvider_CUDA(cuda);
    }

    /// <exception cref="OnnxRuntimeException">The graph cannot be loaded.</exception>
    internal static SessionLease Open(GraphFile file, SessionOptions options)
    {
        var session = file.Path is { } path ? new InferenceSession(path, options) : new InferenceSession(file.Bytes.ToArray(), options);
        CAllocator.ReturnFreePages();
        return new(session);
    }
}
