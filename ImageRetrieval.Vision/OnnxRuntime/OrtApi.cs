using System.Runtime.InteropServices;
using System.Text;
using ImageRetrieval.Vision.Native;

namespace ImageRetrieval.Vision.OnnxRuntime;

/// <summary>
/// ONNX Runtime's C API: one property for each slot of the function table that is used. The table is append-only, so a
/// slot number never changes its meaning; version 12 of the API is enough for everything here.
/// </summary>
internal static unsafe partial class OrtApi
{
    private const uint ApiVersion = 12;

    // Initialised in the order of the text: the version must be read before anything could overwrite it.
    private static readonly OrtApiBase* s_base = OrtGetApiBase();
    private static readonly nint* s_table = LoadTable();

    /// <summary>Version of the library that was loaded, for instance <c>1.30.0</c>.</summary>
    internal static string Version { get; } = Marshal.PtrToStringUTF8(s_base->GetVersionString()) ?? "unknown";

    internal static delegate* unmanaged<int, byte*, nint*, nint> CreateEnv => (delegate* unmanaged<int, byte*, nint*, nint>)s_table[3];
    internal static delegate* unmanaged<nint, nint> DisableTelemetryEvents => (delegate* unmanaged<nint, nint>)s_table[6];
    internal static delegate* unmanaged<nint, void*, nint, nint*, nint> CreateSession => (delegate* unmanaged<nint, void*, nint, nint*, nint>)s_table[7];
    internal static delegate* unmanaged<nint, void*, nuint, nint, nint*, nint> CreateSessionFromArray => (delegate* unmanaged<nint, void*, nuint, nint, nint*, nint>)s_table[8];
    internal static delegate* unmanaged<nint, nint, byte**, nint*, nuint, byte**, nuint, nint*, nint> Run => (delegate* unmanaged<nint, nint, byte**, nint*, nuint, byte**, nuint, nint*, nint>)s_table[9];
    internal static delegate* unmanaged<nint*, nint> CreateSessionOptions => (delegate* unmanaged<nint*, nint>)s_table[10];
    internal static delegate* unmanaged<nint, void*, nint> SetOptimizedModelFilePath => (delegate* unmanaged<nint, void*, nint>)s_table[11];
    internal static delegate* unmanaged<nint, int, nint> SetSessionGraphOptimizationLevel => (delegate* unmanaged<nint, int, nint>)s_table[23];
    internal static delegate* unmanaged<nint, int, nint> SetIntraOpNumThreads => (delegate* unmanaged<nint, int, nint>)s_table[24];
    internal static delegate* unmanaged<nint, int, nint> SetInterOpNumThreads => (delegate* unmanaged<nint, int, nint>)s_table[25];
    internal static delegate* unmanaged<nint, nuint*, nint> SessionGetInputCount => (delegate* unmanaged<nint, nuint*, nint>)s_table[30];
    internal static delegate* unmanaged<nint, nuint*, nint> SessionGetOutputCount => (delegate* unmanaged<nint, nuint*, nint>)s_table[31];
    internal static delegate* unmanaged<nint, nuint, nint*, nint> SessionGetInputTypeInfo => (delegate* unmanaged<nint, nuint, nint*, nint>)s_table[33];
    internal static delegate* unmanaged<nint, nuint, nint*, nint> SessionGetOutputTypeInfo => (delegate* unmanaged<nint, nuint, nint*, nint>)s_table[34];
    internal static delegate* unmanaged<nint, nuint, nint, byte**, nint> SessionGetInputName => (delegate* unmanaged<nint, nuint, nint, byte**, nint>)s_table[36];
    internal static delegate* unmanaged<nint, nuint, nint, byte**, nint> SessionGetOutputName => (delegate* unmanaged<nint, nuint, nint, byte**, nint>)s_table[37];
    internal static delegate* unmanaged<nint*, nint> CreateRunOptions => (delegate* unmanaged<nint*, nint>)s_table[39];
    internal static delegate* unmanaged<nint, nint> RunOptionsSetTerminate => (delegate* unmanaged<nint, nint>)s_table[46];
    internal static delegate* unmanaged<nint, void*, nuint, long*, nuint, int, nint*, nint> CreateTensorWithData => (delegate* unmanaged<nint, void*, nuint, long*, nuint, int, nint*, nint>)s_table[49];
    internal static delegate* unmanaged<nint, void**, nint> GetTensorMutableData => (delegate* unmanaged<nint, void**, nint>)s_table[51];
    internal static delegate* unmanaged<nint, nint*, nint> CastTypeInfoToTensorInfo => (delegate* unmanaged<nint, nint*, nint>)s_table[55];
    internal static delegate* unmanaged<nint, int*, nint> GetTensorElementType => (delegate* unmanaged<nint, int*, nint>)s_table[60];
    internal static delegate* unmanaged<nint, nuint*, nint> GetDimensionsCount => (delegate* unmanaged<nint, nuint*, nint>)s_table[61];
    internal static delegate* unmanaged<nint, long*, nuint, nint> GetDimensions => (delegate* unmanaged<nint, long*, nuint, nint>)s_table[62];
    internal static delegate* unmanaged<nint, nint*, nint> GetTensorTypeAndShape => (delegate* unmanaged<nint, nint*, nint>)s_table[65];
    internal static delegate* unmanaged<int, int, nint*, nint> CreateCpuMemoryInfo => (delegate* unmanaged<int, int, nint*, nint>)s_table[69];
    internal static delegate* unmanaged<nint, void*, nint> AllocatorFree => (delegate* unmanaged<nint, void*, nint>)s_table[76];
    internal static delegate* unmanaged<nint*, nint> GetAllocatorWithDefaultOptions => (delegate* unmanaged<nint*, nint>)s_table[78];
    internal static delegate* unmanaged<nint, void> ReleaseSession => (delegate* unmanaged<nint, void>)s_table[95];
    internal static delegate* unmanaged<nint, void> ReleaseValue => (delegate* unmanaged<nint, void>)s_table[96];
    internal static delegate* unmanaged<nint, void> ReleaseRunOptions => (delegate* unmanaged<nint, void>)s_table[97];
    internal static delegate* unmanaged<nint, void> ReleaseTypeInfo => (delegate* unmanaged<nint, void>)s_table[98];
    internal static delegate* unmanaged<nint, void> ReleaseTensorTypeAndShapeInfo => (delegate* unmanaged<nint, void>)s_table[99];
    internal static delegate* unmanaged<nint, void> ReleaseSessionOptions => (delegate* unmanaged<nint, void>)s_table[100];
    internal static delegate* unmanaged<nint, byte*, byte*, nint> AddSessionConfigEntry => (delegate* unmanaged<nint, byte*, byte*, nint>)s_table[130];
    internal static delegate* unmanaged<nint, nint, nint> AppendExecutionProviderCudaV2 => (delegate* unmanaged<nint, nint, nint>)s_table[204];
    internal static delegate* unmanaged<nint*, nint> CreateCudaProviderOptions => (delegate* unmanaged<nint*, nint>)s_table[205];
    internal static delegate* unmanaged<nint, byte**, byte**, nuint, nint> UpdateCudaProviderOptions => (delegate* unmanaged<nint, byte**, byte**, nuint, nint>)s_table[206];
    internal static delegate* unmanaged<nint, void> ReleaseCudaProviderOptions => (delegate* unmanaged<nint, void>)s_table[208];

    private static delegate* unmanaged<nint, int> GetErrorCode => (delegate* unmanaged<nint, int>)s_table[1];
    private static delegate* unmanaged<nint, nint> GetErrorMessage => (delegate* unmanaged<nint, nint>)s_table[2];
    private static delegate* unmanaged<nint, void> ReleaseStatus => (delegate* unmanaged<nint, void>)s_table[93];

    /// <summary>Every status goes through here: null is success, anything else becomes an exception and is released.</summary>
    /// <exception cref="OnnxRuntimeException">The call failed.</exception>
    internal static void Check(nint status)
    {
        if (status == 0)
            return;

        var code = (OrtErrorCode)GetErrorCode(status);
        var message = Marshal.PtrToStringUTF8(GetErrorMessage(status)) ?? "no message";
        ReleaseStatus(status);
        throw new OnnxRuntimeException(code, message);
    }

    /// <summary>A zero-terminated path as the library wants it: ORTCHAR_T is UTF-16 on Windows and UTF-8 elsewhere.</summary>
    internal static byte[] PathText(string path) =>
        OperatingSystem.IsWindows() ? MemoryMarshal.AsBytes((path + '\0').AsSpan()).ToArray() : Utf8(path);

    /// <summary>A zero-terminated UTF-8 copy of <paramref name="text"/>.</summary>
    internal static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text + '\0');

    private static nint* LoadTable()
    {
        var table = s_base->GetApi(ApiVersion);
        return table != null
            ? table
            : throw new DllNotFoundException($"The ONNX Runtime library that was found is older than API version {ApiVersion}: use 1.12 or newer.");
    }

    [LibraryImport(NativeLibraries.OnnxRuntime)]
    private static partial OrtApiBase* OrtGetApiBase();

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct OrtApiBase
    {
        internal readonly delegate* unmanaged<uint, nint*> GetApi;
        internal readonly delegate* unmanaged<nint> GetVersionString;
    }
}
