using System.Runtime.InteropServices;

namespace ImageRetrieval.IndexBenchmark.Engines;

/// <summary>
/// The native library of the package Cloud.Unum.USearch, called through its C functions. The package's own classes take the
/// candidates kept by a search when an index is made, never later, and give each search new arrays: that would be measured too.
/// </summary>
internal sealed unsafe class UsearchLibrary
{
    public const int InnerProduct = 2; // usearch_metric_ip_k
    public const int Float32 = 1; // usearch_scalar_f32_k

    private const string Name = "libusearch_c";
    private const string Remedy = "on Linux install libgomp1; the package is for linux-x64, osx-arm64 and win-x64 only, so elsewhere leave usearch out of --engines.";

    private static readonly Lazy<UsearchLibrary> s_instance = new(Load);

    private readonly delegate* unmanaged<byte*> _version;
    private readonly delegate* unmanaged<UsearchInitOptions*, nint*, nint> _init;
    private readonly delegate* unmanaged<nint, nint*, void> _free;
    private readonly delegate* unmanaged<nint, nint*, byte*> _hardwareAcceleration;
    private readonly delegate* unmanaged<nint, nuint, nint*, void> _reserve;
    private readonly delegate* unmanaged<nint, nuint, nint*, void> _changeExpansionSearch;
    private readonly delegate* unmanaged<nint, ulong, float*, int, nint*, void> _add;
    private readonly delegate* unmanaged<nint, float*, int, nuint, ulong*, float*, nint*, nuint> _search;
    private readonly delegate* unmanaged<nint, byte*, nint*, void> _save;
    private readonly delegate* unmanaged<nint, byte*, nint*, void> _load;

    private UsearchLibrary(nint library)
    {
        _version = (delegate* unmanaged<byte*>)NativeLibrary.GetExport(library, "usearch_version");
        _init = (delegate* unmanaged<UsearchInitOptions*, nint*, nint>)NativeLibrary.GetExport(library, "usearch_init");
        _free = (delegate* unmanaged<nint, nint*, void>)NativeLibrary.GetExport(library, "usearch_free");
        _hardwareAcceleration = (delegate* unmanaged<nint, nint*, byte*>)NativeLibrary.GetExport(library, "usearch_hardware_acceleration");
        _reserve = (delegate* unmanaged<nint, nuint, nint*, void>)NativeLibrary.GetExport(library, "usearch_reserve");
        _changeExpansionSearch = (delegate* unmanaged<nint, nuint, nint*, void>)NativeLibrary.GetExport(library, "usearch_change_expansion_search");
        _add = (delegate* unmanaged<nint, ulong, float*, int, nint*, void>)NativeLibrary.GetExport(library, "usearch_add");
        _search = (delegate* unmanaged<nint, float*, int, nuint, ulong*, float*, nint*, nuint>)NativeLibrary.GetExport(library, "usearch_search");
        _save = (delegate* unmanaged<nint, byte*, nint*, void>)NativeLibrary.GetExport(library, "usearch_save");
        _load = (delegate* unmanaged<nint, byte*, nint*, void>)NativeLibrary.GetExport(library, "usearch_load");
    }

    /// <exception cref="EngineMissingException">There is no such library for this platform.</exception>
    public static UsearchLibrary Instance => s_instance.Value;

    public string Version => Marshal.PtrToStringUTF8((nint)_version())!;

    public nint Create(UsearchInitOptions options)
    {
        nint error = 0;
        nint index = _init(&options, &error);
        Check(error);
        return index;
    }

    public void Destroy(nint index)
    {
        nint error = 0;
        _free(index, &error);
        Check(error);
    }

    /// <summary>The instructions that its distances are computed with: the library chooses them for the processor.</summary>
    public string Kernels(nint index)
    {
        nint error = 0;
        byte* name = _hardwareAcceleration(index, &error);
        Check(error);
        return Marshal.PtrToStringUTF8((nint)name)!;
    }

    public void Reserve(nint index, int count)
    {
        nint error = 0;
        _reserve(index, (nuint)count, &error);
        Check(error);
    }

    public void SetEf(nint index, int ef)
    {
        nint error = 0;
        _changeExpansionSearch(index, (nuint)ef, &error);
        Check(error);
    }

    public void Add(nint index, float* values, int row)
    {
        nint error = 0;
        _add(index, (ulong)row, values, Float32, &error);
        Check(error);
    }

    public int Search(nint index, float* values, int k, ulong* rows, float* distances)
    {
        nint error = 0;
        nuint count = _search(index, values, Float32, (nuint)k, rows, distances, &error);
        Check(error);
        return (int)count;
    }

    public void Save(nint index, byte* path)
    {
        nint error = 0;
        _save(index, path, &error);
        Check(error);
    }

    public void Load(nint index, byte* path)
    {
        nint error = 0;
        _load(index, path, &error);
        Check(error);
    }

    private static UsearchLibrary Load() => NativeLibrary.TryLoad(Name, typeof(UsearchLibrary).Assembly, null, out nint library)
        ? new UsearchLibrary(library)
        : throw new EngineMissingException($"Cloud.Unum.USearch's native library does not load on {RuntimeInformation.RuntimeIdentifier}: {Remedy}");

    // The text belongs to the library.
    private static void Check(nint error)
    {
        if (error != 0)
            throw new InvalidOperationException($"usearch: {Marshal.PtrToStringUTF8(error)}");
    }
}
