namespace ImageRetrieval.Vision.OnnxRuntime;

/// <summary>
/// The process's one ONNX Runtime environment. It lives as long as the process: the library hands out the same object
/// however often it is asked, so there is nothing to gain from releasing it.
/// </summary>
internal static unsafe class OrtEnv
{
    // Errors reach the caller as exceptions; the library's own log would only repeat them on stderr.
    private const int LogFatalOnly = 4;

    internal static nint Handle { get; } = Create();

    private static nint Create()
    {
        nint env;
        fixed (byte* id = "ImageRetrieval\0"u8)
            OrtApi.Check(OrtApi.CreateEnv(LogFatalOnly, id, &env));
        OrtApi.Check(OrtApi.DisableTelemetryEvents(env));
        return env;
    }
}
