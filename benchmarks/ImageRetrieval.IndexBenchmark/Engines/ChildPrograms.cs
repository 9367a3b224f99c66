using System.Diagnostics;
using ImageRetrieval.IndexBenchmark.Data;

namespace ImageRetrieval.IndexBenchmark.Engines;

/// <summary>How the peers of other languages are started.</summary>
internal static class ChildPrograms
{
    // Debian's Python: the one that Debian's packages are for.
    private const string Python = "/usr/bin/python3";
    private const string UsearchVersion = "2.26.2";

    public const string PythonRemedy = "install python3-numpy, python3-faiss and python3-hnswlib.";
    public const string UsearchRemedy = $"usearch {UsearchVersion} for Node.js must be installable with npm.";

    public static ProcessStartInfo FaissHnsw() => PythonScript("faiss_peer.py", "hnsw");

    public static ProcessStartInfo FaissFlat() => PythonScript("faiss_peer.py", "flat");

    public static ProcessStartInfo DebianHnswlib() => PythonScript("hnswlib_peer.py");

    /// <exception cref="EngineMissingException">npm is absent or could not install the package.</exception>
    public static ProcessStartInfo Usearch()
    {
        string folder = ArtifactsFolder.PathOf($"usearch-{UsearchVersion}");
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "usearch")))
            InstallUsearch(folder);
        var start = new ProcessStartInfo("node", [ScriptPath("node", "usearch_peer.cjs")]);
        start.Environment["NODE_PATH"] = Path.Combine(folder, "node_modules");
        return start;
    }

    private static ProcessStartInfo PythonScript(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo(Python, [ScriptPath("python", script), .. arguments]);
        // Debian's numpy brings a BLAS with threads of its own.
        start.Environment["OMP_NUM_THREADS"] = "1";
        start.Environment["OPENBLAS_NUM_THREADS"] = "1";
        return start;
    }

    private static string ScriptPath(string folder, string script) => Path.Combine(AppContext.BaseDirectory, folder, script);

    private static void InstallUsearch(string folder)
    {
        Directory.CreateDirectory(folder);
        var result = ToolProcess.Run("npm", "install", "--prefix", folder, "--no-audit", "--no-fund", $"usearch@{UsearchVersion}")
            ?? throw new EngineMissingException($"there is no npm: {UsearchRemedy}");
        if (result.ExitCode != 0)
            throw new EngineMissingException($"npm ended with {result.ExitCode} ({result.Errors.Split('\n')[0].Trim()}): {UsearchRemedy}");
    }
}
