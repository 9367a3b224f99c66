using ImageRetrieval.Vision.Models;
using ImageRetrieval.Vision.Native;
using ImageRetrieval.Vision.OnnxRuntime;

namespace ImageRetrieval.Vision.Embedding;

/// <summary>Opens sessions: on CUDA when that is asked for and works, else on the CPU.</summary>
internal static class SessionFactory
{
    /// <summary>A session, the provider that runs it, and one sentence why it is not CUDA when CUDA was to be tried.</summary>
    internal sealed record Opened(InferenceSession Session, string Provider, string? Note);

    /// <param name="model">The model's name, for messages.</param>
    /// <param name="file">Its graph.</param>
    /// <param name="identity">What tells this graph from every other.</param>
    /// <param name="derived">Where optimised graphs are kept.</param>
    /// <param name="settings">How it is run.</param>
    /// <exception cref="ModelException">The file is no usable model, or CUDA was demanded and cannot be used.</exception>
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

    private static InferenceSession OpenOnCpu(GraphFile file, string identity, DerivedFiles derived, InferenceSettings settings) =>
        new OptimizedGraphs(derived).Open(file, identity, () => Options(settings));

    private static (InferenceSession? Session, string? Failure) TryCuda(GraphFile file, InferenceSettings settings)
    {
        // The library itself is built with CUDA; what decides is whether its provider lies beside it.
        if (CudaProvider.MissingFile(NativeLibraries.OnnxRuntimeFolder) is { } missing)
            return (null, $"'{missing}' is not beside the ONNX Runtime library, so models run on the CPU; put the CUDA provider of the same version there to use a GPU.");
        try
        {
            using var options = Options(settings);
            options.GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL;
            options.AppendExecutionProvider_CUDA();
            return (Open(file, options), null);
        }
        catch (OnnxRuntimeException error)
        {
            return (null, $"CUDA cannot be used, so models run on the CPU: {error.Message}");
        }
    }

    /// <exception cref="OnnxRuntimeException">The graph cannot be loaded.</exception>
    internal static InferenceSession Open(GraphFile file, SessionOptions options) =>
        file.Path is { } path ? new InferenceSession(path, options) : new InferenceSession(file.Bytes.Span, options);

    private static SessionOptions Options(InferenceSettings settings)
    {
        var options = new SessionOptions { IntraOpNumThreads = settings.ThreadsPerImage, InterOpNumThreads = 1 };
        // Spinning threads burn the processor that other requests need: measured 178 against 120 ms of CPU an image.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        return options;
    }
}
