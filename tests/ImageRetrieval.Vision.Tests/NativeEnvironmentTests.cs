using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ImageRetrieval.Vision.Embedding;

namespace ImageRetrieval.Vision.Tests;

public sealed partial class NativeEnvironmentTests
{
    [Fact]
    public void ONNX_Runtime_sees_that_it_must_not_send_anything()
    {
        const string name = "ORT_DISABLE_TELEMETRY";
        RuntimeHelpers.RunModuleConstructor(typeof(EmbeddingModel).Module.ModuleHandle);
        // On Windows .NET and the libraries share one environment.
        Assert.NotNull(OperatingSystem.IsWindows() ? Environment.GetEnvironmentVariable(name) : Marshal.PtrToStringUTF8(getenv(name)));
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint getenv(string name);
}
