using System.Diagnostics;

namespace ImageRetrieval.IndexBenchmark.Engines;

/// <summary>How the peers in Python are started.</summary>
internal static class ChildPrograms
{
    // Debian's Python: the one that Debian's packages are for.
    private const string Python = "/usr/bin/python3";

    public const string PythonRemedy = "install python3-numpy, python3-faiss and python3-hnswlib.";

    public static ProcessStartInfo FaissHnsw() => PythonScript("faiss_peer.py", "hnsw");

    public static ProcessStartInfo FaissFlat() => PythonScript("faiss_peer.py", "flat");

    public static ProcessStartInfo DebianHnswlib() => PythonScript("hnswlib_peer.py");

    private static ProcessStartInfo PythonScript(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo(Python, [Path.Combine(AppContext.BaseDirectory, "python", script), .. arguments]);
        // Debian's numpy brings a BLAS with threads of its own.
        start.Environment["OMP_NUM_THREADS"] = "1";
        start.Environment["OPENBLAS_NUM_THREADS"] = "1";
        return start;
    }
}
