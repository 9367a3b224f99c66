using ImageRetrieval.Vision.Embedding;
using ImageRetrieval.Vision.Models;

namespace ImageRetrieval.Vision.Trial;

/// <summary>
/// The trial itself, in its own process: loads the model, embeds a generated picture, requests the map if there is one, and reports
/// the result. A crash of this process does not affect a service.
/// </summary>
internal static class TrialChild
{
    internal static int Run(TextReader input, TextWriter output)
    {
        DieFirst();
        if (input.ReadLine() is not { } request)
        {
            Console.Error.WriteLine($"'{TrialHost.Verb}' is for the program itself, which tries models with it.");
            return 2;
        }
        EndWithParent(input);
        var reply = Try(TrialRequest.Parse(request));
        output.WriteLine(reply.ToLine());
        output.Flush();
        return reply.Usable ? 0 : 1;
    }

    private static TrialReply Try(TrialRequest request)
    {
        try
        {
            using var model = request.Load();
            using var picture = MadePicture.Of(model.Preprocessing.Crop);
            var embedding = model.Embed(picture);
            if (model.EmbedWithMap(picture) is { } mapped && mapped.Embedding.Length != embedding.Length)
                return new(false, $"with its map it gives {mapped.Embedding.Length} components, and {embedding.Length} without", ModelError.InvalidModel);
            return TrialReply.Good;
        }
        catch (ModelException error)
        {
            return new(false, error.Message, error.Error);
        }
        catch (EmbeddingException error)
        {
            return new(false, error.Message, ModelError.InvalidModel);
        }
        catch (OutOfMemoryException)
        {
            return new(false, "it needs more memory than there is");
        }
        catch (Exception error) when (error is Microsoft.ML.OnnxRuntime.OnnxRuntimeException or IOException or UnauthorizedAccessException)
        {
            return new(false, error.Message.ReplaceLineEndings(" "));
        }
    }

    // When memory runs out, Linux should kill this process and not the service that waits for it.
    private static void DieFirst()
    {
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            File.WriteAllText("/proc/self/oom_score_adj", "1000");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // No /proc: the system's default applies.
        }
    }

    // The service keeps the pipe open while it waits; when the service is killed, a hanging trial must exit too.
    private static void EndWithParent(TextReader input) => new Thread(() =>
    {
        while (input.ReadLine() is not null)
        {
        }
        Environment.Exit(3);
    })
    { IsBackground = true, Name = "end with parent" }.Start();
}
