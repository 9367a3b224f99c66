using System.Security.Cryptography;
using System.Text;
using ImageRetrieval.Vision.Models;
using ImageRetrieval.Vision.OnnxRuntime;
using Microsoft.ML.OnnxRuntime;

namespace ImageRetrieval.Vision.Embedding;

/// <summary>
/// Stores graphs optimised by ONNX Runtime in a folder <c>optimized</c>: they load in about half the time and memory. Such a
/// graph is valid for one model, one version of the library and one kind of processor, which its name contains; its digest is
/// stored beside it, because a damaged file could load and give wrong results.
/// </summary>
internal sealed class OptimizedGraphs(DerivedFiles derived)
{
    // A small model is optimised faster than a file is verified. The packed resnet18 (16 MB) is stored: it unpacks to 62 MB, and doing
    // that at every start takes twice the memory.
    private const long LeastBytes = 15 * 1024 * 1024;

    /// <summary>Opens a session on the CPU, from the stored graph if there is one; otherwise stores it.</summary>
    /// <param name="file">The model's graph.</param>
    /// <param name="identity">Identifies the model: digest of its weights, feature tensor.</param>
    /// <param name="makeOptions">Creates options without an optimisation level.</param>
    /// <exception cref="OnnxRuntimeException">The model's own file cannot be loaded.</exception>
    internal SessionLease Open(GraphFile file, string identity, Func<SessionOptions> makeOptions)
    {
        if (file.Length < LeastBytes)
            return Optimize(file, null, makeOptions);

        var name = Path.Combine("optimized", KeyOf(identity) + ".onnx");
        foreach (var kept in derived.Find(name))
        {
            if (TryOpenKept(kept, makeOptions) is { } session)
                return session;
        }
        return derived.PlaceFor(name) is { } place ? OptimizeAndKeep(file, place, makeOptions) : Optimize(file, null, makeOptions);
    }

    private static SessionLease? TryOpenKept(string kept, Func<SessionOptions> makeOptions)
    {
        if (!File.Exists(DigestPath(kept)) || File.ReadAllText(DigestPath(kept)) != DigestOf(kept))
            return null;
        try
        {
            using var options = makeOptions();
            options.GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL;
            return SessionFactory.Open(GraphFile.At(kept), options);
        }
        catch (OnnxRuntimeException)
        {
            return null; // intact, but not usable by this version of the library: it is created again
        }
    }

    private static SessionLease OptimizeAndKeep(GraphFile file, string kept, Func<SessionOptions> makeOptions)
    {
        // Another process may do the same concurrently: each writes its own temporary file, and the renames are atomic.
        var temporary = $"{kept}.{Guid.NewGuid():N}";
        var session = Optimize(file, temporary, makeOptions);
        try
        {
            var digest = DigestOf(temporary);
            File.Delete(DigestPath(kept)); // so that an old digest never belongs to a new file
            File.Move(temporary, kept, overwrite: true);
            File.WriteAllText($"{temporary}.sha256", digest);
            File.Move($"{temporary}.sha256", DigestPath(kept), overwrite: true);
        }
        catch (IOException)
        {
            // After a full disk or a race, only the next start is slower; this one still gets its model.
            File.Delete(temporary);
        }
        return session;
    }

    private static SessionLease Optimize(GraphFile file, string? saveTo, Func<SessionOptions> makeOptions)
    {
        using var options = makeOptions();
        options.GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL;
        if (saveTo is not null)
            options.OptimizedModelFilePath = saveTo;
        return SessionFactory.Open(file, options);
    }

    private static string KeyOf(string identity)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{identity}|{OrtRuntime.Version}|{ProcessorKind.Current}"));
        return Convert.ToHexStringLower(digest)[..24];
    }

    private static string DigestPath(string kept) => kept + ".sha256";

    private static string DigestOf(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
