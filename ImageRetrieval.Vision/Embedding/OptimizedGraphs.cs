using System.Security.Cryptography;
using System.Text;
using ImageRetrieval.Vision.OnnxRuntime;

namespace ImageRetrieval.Vision.Embedding;

/// <summary>
/// Keeps the graphs that ONNX Runtime has optimised, in <c>&lt;data&gt;/models/optimized</c>: they load in about half the
/// time and memory. Such a graph fits one model, one version of the library and one kind of processor, and its name
/// says so; its digest lies beside it, since a damaged one could load and give other numbers.
/// </summary>
internal sealed class OptimizedGraphs(string modelsFolder)
{
    // A small model is optimised faster than a file is verified.
    private const long LeastBytes = 16 * 1024 * 1024;

    private readonly string _folder = Path.Combine(modelsFolder, "optimized");

    /// <summary>Opens a session on the CPU, from the kept graph when there is one, else keeping one.</summary>
    /// <param name="path">The model's file.</param>
    /// <param name="identity">What tells this model from every other: digest of its weights, feature tensor.</param>
    /// <param name="makeOptions">Fresh options, without a level of optimisation.</param>
    /// <exception cref="OnnxRuntimeException">The model's own file cannot be loaded.</exception>
    internal InferenceSession Open(string path, string identity, Func<SessionOptions> makeOptions)
    {
        if (new FileInfo(path).Length < LeastBytes)
            return Optimize(path, null, makeOptions);

        var kept = Path.Combine(_folder, KeyOf(identity) + ".onnx");
        return TryOpenKept(kept, makeOptions) ?? OptimizeAndKeep(path, kept, makeOptions);
    }

    private static InferenceSession? TryOpenKept(string kept, Func<SessionOptions> makeOptions)
    {
        if (!File.Exists(kept) || !File.Exists(DigestPath(kept)) || File.ReadAllText(DigestPath(kept)) != DigestOf(kept))
            return null;
        try
        {
            using var options = makeOptions();
            options.GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL;
            return new InferenceSession(kept, options);
        }
        catch (OnnxRuntimeException)
        {
            return null; // whole, but not for this library after all: it is made again
        }
    }

    private InferenceSession OptimizeAndKeep(string path, string kept, Func<SessionOptions> makeOptions)
    {
        Directory.CreateDirectory(_folder);
        // Another process may do the same at this moment: each writes a name of its own, and the renames are atomic.
        var temporary = $"{kept}.{Guid.NewGuid():N}";
        var session = Optimize(path, temporary, makeOptions);
        try
        {
            var digest = DigestOf(temporary);
            File.Delete(DigestPath(kept)); // no moment in which an old digest vouches for a new file
            File.Move(temporary, kept, overwrite: true);
            File.WriteAllText($"{temporary}.sha256", digest);
            File.Move($"{temporary}.sha256", DigestPath(kept), overwrite: true);
        }
        catch (IOException)
        {
            // A full disk or a racing process costs the next start its advantage, not this one its model.
            File.Delete(temporary);
        }
        return session;
    }

    private static InferenceSession Optimize(string path, string? saveTo, Func<SessionOptions> makeOptions)
    {
        using var options = makeOptions();
        options.GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL;
        if (saveTo is not null)
            options.OptimizedModelFilePath = saveTo;
        return new InferenceSession(path, options);
    }

    private static string KeyOf(string identity)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{identity}|{OrtApi.Version}|{ProcessorKind.Current}"));
        return Convert.ToHexStringLower(digest)[..24];
    }

    private static string DigestPath(string kept) => kept + ".sha256";

    private static string DigestOf(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
