using System.Security.Cryptography;
using System.Text;
using ImageRetrieval.Vision.Models;
using ImageRetrieval.Vision.OnnxRuntime;
using Microsoft.ML.OnnxRuntime;

namespace ImageRetrieval.Vision.Embedding;

/// <summary>
/// Keeps the graphs that ONNX Runtime has optimised, in a folder <c>optimized</c>: they load in about half the
/// time and memory. Such a graph fits one model, one version of the library and one kind of processor, and its name
/// says so; its digest lies beside it, since a damaged one could load and give other numbers.
/// </summary>
internal sealed class OptimizedGraphs(DerivedFiles derived)
{
    // A small model is optimised faster than a file is verified. The packed resnet18 (16 MB) is kept: it unfolds to 62 MB, and doing that at
    // every start takes twice the memory.
    private const long LeastBytes = 15 * 1024 * 1024;

    /// <summary>Opens a session on the CPU, from the kept graph when there is one, else keeping one.</summary>
    /// <param name="file">The model's graph.</param>
    /// <param name="identity">What tells this model from every other: digest of its weights, feature tensor.</param>
    /// <param name="makeOptions">Fresh options, without a level of optimisation.</param>
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
            return null; // whole, but not for this library after all: it is made again
        }
    }

    private static SessionLease OptimizeAndKeep(GraphFile file, string kept, Func<SessionOptions> makeOptions)
    {
        // Another process may do the same at this moment: each writes a name of its own, and the renames are atomic.
        var temporary = $"{kept}.{Guid.NewGuid():N}";
        var session = Optimize(file, temporary, makeOptions);
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
