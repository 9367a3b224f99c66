using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using System.Text;
using ImageRetrieval.IndexBenchmark.Data;

namespace ImageRetrieval.IndexBenchmark.Engines;

/// <summary>
/// hnswlib's headers behind native/hnswlib_peer.cpp, compiled for this very processor: the packaged builds are for any
/// processor and a fifth slower.
/// </summary>
internal sealed unsafe class HnswlibLibrary
{
    public const string Compiler = "g++";

    /// <summary>For this processor, but for AVX-512 where the runtime here may not use it either (<c>DOTNET_EnableAVX512=0</c>).</summary>
    public static readonly string Flags = $"-O3 -march=native{(Avx2.IsSupported && !Avx512F.IsSupported ? " -mno-avx512f" : "")} -shared -fPIC -std=c++17";

    private const string Remedy = "install libhnswlib-dev and g++.";

    private static readonly Lazy<HnswlibLibrary> s_instance = new(() => new HnswlibLibrary(Compile()));

    private HnswlibLibrary(string path)
    {
        nint library = NativeLibrary.Load(path);
        Create = (delegate* unmanaged<int, int, int, int, int, nint>)NativeLibrary.GetExport(library, "peer_create");
        Load = (delegate* unmanaged<byte*, int, nint>)NativeLibrary.GetExport(library, "peer_load");
        Destroy = (delegate* unmanaged<nint, void>)NativeLibrary.GetExport(library, "peer_destroy");
        Add = (delegate* unmanaged<nint, float*, int, int>)NativeLibrary.GetExport(library, "peer_add");
        Save = (delegate* unmanaged<nint, byte*, int>)NativeLibrary.GetExport(library, "peer_save");
        SetEf = (delegate* unmanaged<nint, int, void>)NativeLibrary.GetExport(library, "peer_set_ef");
        Search = (delegate* unmanaged<nint, float*, int, int*, float*, int>)NativeLibrary.GetExport(library, "peer_search");
        _error = (delegate* unmanaged<byte*>)NativeLibrary.GetExport(library, "peer_error");
    }

    private readonly delegate* unmanaged<byte*> _error;

    /// <exception cref="EngineMissingException">It cannot be compiled here.</exception>
    public static HnswlibLibrary Instance => s_instance.Value;

    public delegate* unmanaged<int, int, int, int, int, nint> Create { get; }

    public delegate* unmanaged<byte*, int, nint> Load { get; }

    public delegate* unmanaged<nint, void> Destroy { get; }

    public delegate* unmanaged<nint, float*, int, int> Add { get; }

    public delegate* unmanaged<nint, byte*, int> Save { get; }

    public delegate* unmanaged<nint, int, void> SetEf { get; }

    public delegate* unmanaged<nint, float*, int, int*, float*, int> Search { get; }

    /// <summary>Why the last call on this thread failed.</summary>
    public InvalidOperationException Failure() => new($"hnswlib: {Marshal.PtrToStringUTF8((nint)_error())}");

    private static string Compile()
    {
        string source = Path.Combine(AppContext.BaseDirectory, "native", "hnswlib_peer.cpp");
        string version = ToolProcess.Version(Compiler) ?? throw new EngineMissingException($"there is no {Compiler}: {Remedy}");

        // Named by all that decides the code, the processor included.
        string text = $"{File.ReadAllText(source)}|{version}|{Flags}|{Cpu.Name()}";
        string digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
        string library = ArtifactsFolder.PathOf($"hnswlib_peer-{digest}.so");
        if (File.Exists(library))
            return library;

        var (exitCode, _, errors) = ToolProcess.Run(Compiler, [.. Flags.Split(' '), "-o", library + ".partial", source])!.Value;
        if (exitCode != 0)
            throw new EngineMissingException($"{Compiler} could not compile {Path.GetFileName(source)} ({errors.Split('\n')[0].Trim()}): {Remedy}");
        File.Move(library + ".partial", library, overwrite: true);
        return library;
    }
}
