namespace ImageRetrieval.Vision.OnnxRuntime;

/// <summary>How a session is made. The names are those of the package Microsoft.ML.OnnxRuntime.</summary>
internal sealed unsafe class SessionOptions : IDisposable
{
    private readonly OrtHandle _handle;

    internal SessionOptions()
    {
        nint options;
        OrtApi.Check(OrtApi.CreateSessionOptions(&options));
        _handle = new OrtHandle(options, OrtApi.ReleaseSessionOptions);
    }

    internal nint Handle => _handle.DangerousGetHandle();

    internal GraphOptimizationLevel GraphOptimizationLevel
    {
        set => OrtApi.Check(OrtApi.SetSessionGraphOptimizationLevel(Handle, (int)value));
    }

    /// <summary>Where the optimised graph is written while the session is made.</summary>
    internal string OptimizedModelFilePath
    {
        set
        {
            fixed (byte* path = OrtApi.PathText(value))
                OrtApi.Check(OrtApi.SetOptimizedModelFilePath(Handle, path));
        }
    }

    /// <summary>Threads that share the work of one operator; 0 lets the library choose.</summary>
    internal int IntraOpNumThreads
    {
        set => OrtApi.Check(OrtApi.SetIntraOpNumThreads(Handle, value));
    }

    internal int InterOpNumThreads
    {
        set => OrtApi.Check(OrtApi.SetInterOpNumThreads(Handle, value));
    }

    internal void AddSessionConfigEntry(string key, string value)
    {
        fixed (byte* k = OrtApi.Utf8(key), v = OrtApi.Utf8(value))
            OrtApi.Check(OrtApi.AddSessionConfigEntry(Handle, k, v));
    }

    /// <summary>Puts CUDA before the CPU provider.</summary>
    /// <exception cref="OnnxRuntimeException">A file of the CUDA provider or of CUDA itself is missing; the message names it.</exception>
    internal void AppendExecutionProvider_CUDA(int deviceId = 0)
    {
        nint cuda;
        OrtApi.Check(OrtApi.CreateCudaProviderOptions(&cuda));
        try
        {
            // The default search tries every algorithm anew for each number of images: seconds, sixteen times.
            Set(cuda, "cudnn_conv_algo_search", "HEURISTIC");
            Set(cuda, "device_id", deviceId.ToString(System.Globalization.CultureInfo.InvariantCulture));
            OrtApi.Check(OrtApi.AppendExecutionProviderCudaV2(Handle, cuda));
        }
        finally
        {
            OrtApi.ReleaseCudaProviderOptions(cuda);
        }
    }

    public void Dispose() => _handle.Dispose();

    private static void Set(nint cuda, string key, string value)
    {
        fixed (byte* k = OrtApi.Utf8(key), v = OrtApi.Utf8(value))
        {
            byte* keys = k, values = v;
            OrtApi.Check(OrtApi.UpdateCudaProviderOptions(cuda, &keys, &values, 1));
        }
    }
}
