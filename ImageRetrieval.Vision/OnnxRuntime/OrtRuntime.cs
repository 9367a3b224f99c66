using Microsoft.ML.OnnxRuntime;

namespace ImageRetrieval.Vision.OnnxRuntime;

/// <summary>
/// The process's one environment of ONNX Runtime, and the options of all sessions. The package makes an environment with
/// settings of its own when the first <see cref="SessionOptions"/> is made, so all of them come from here.
/// </summary>
internal static class OrtRuntime
{
    /// <summary>Version of the native library, for instance <c>1.31.1</c>.</summary>
    internal static string Version { get; } = Start();

    /// <summary>Fresh options, without a level of optimisation.</summary>
    /// <param name="threads">Threads that share the work of one operator; 0 lets the library choose.</param>
    internal static SessionOptions NewOptions(int threads)
    {
        _ = Version; // the environment stands from here on
        var options = new SessionOptions { IntraOpNumThreads = threads, InterOpNumThreads = 1 };
        // Spinning threads burn the processor that other requests need: measured 178 against 120 ms of CPU an image.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        return options;
    }

    private static string Start()
    {
        if (!OrtEnv.IsCreated)
        {
            // Errors reach the caller as exceptions; the library's own log would only repeat them on stderr.
            var quiet = new EnvironmentCreationOptions { logId = "ImageRetrieval", logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
            OrtEnv.CreateInstanceWithOptions(ref quiet);
        }
        var environment = OrtEnv.Instance();
        environment.DisableTelemetryEvents();
        return environment.GetVersionString();
    }
}
