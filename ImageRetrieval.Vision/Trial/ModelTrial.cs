using System.Security.Cryptography;
using System.Text;
using ImageRetrieval.Vision.Embedding;
using ImageRetrieval.Vision.Models;
using ImageRetrieval.Vision.OnnxRuntime;

namespace ImageRetrieval.Vision.Trial;

/// <summary>
/// Tests a model of a user's list once in a separate process before it is loaded in this one, which a faulty file could kill without an
/// exception. The result is stored beside the files derived from the weights, for these weights and their use, this version of ONNX
/// Runtime and this processor.
/// </summary>
internal sealed class ModelTrial(TrialSettings trial, InferenceSettings settings, DerivedFiles derived)
{
    /// <exception cref="ModelException">The model must not be loaded; the message gives the reason and the remedy.</exception>
    internal async Task EnsureAsync(ModelEntry entry, ModelFile weights, CancellationToken token)
    {
        if (!trial.Enabled || trial.Command is not { } command || IsKnown(entry, weights))
            return;
        var mark = $"{entry.Name}.{KeyOf(entry, weights)}.tried";
        if (TryRead(mark) is not { } reply)
        {
            (reply, var lasting) = await TrialProcess.RunAsync(command, TrialRequest.Of(entry, weights, derived, settings), trial.Limit, token).ConfigureAwait(false);
            if (lasting)
                Keep(mark, reply);
        }
        if (!reply.Usable)
            throw Refusal(entry, weights, reply, mark);
    }

    // Weights of the built-in list were tested before they were added, with their crop and tensors.
    private static bool IsKnown(ModelEntry entry, ModelFile weights) => entry.ListFolder is null || ModelList.BuiltIn.Models.Any(known =>
        known.Combine is null
        && string.Equals(known.Sha256, weights.Sha256, StringComparison.OrdinalIgnoreCase)
        && (known.Preprocessing.Crop, known.FeatureTensor, known.Pooling, known.FeatureMap, known.Dimension) == (entry.Preprocessing.Crop, entry.FeatureTensor, entry.Pooling, entry.FeatureMap, entry.Dimension));

    private string KeyOf(ModelEntry entry, ModelFile weights)
    {
        var use = $"{entry.Preprocessing.Fingerprint}|{entry.FeatureTensor}|{entry.Pooling}|{entry.FeatureMap}|{entry.Dimension}";
        var machine = $"{OrtRuntime.Version}|{ProcessorKind.Current}|{settings.Provider}|{settings.Batching.MaxBatch}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{weights.Sha256}|{use}|{machine}")))[..24];
    }

    private TrialReply? TryRead(string mark) =>
        derived.Find(mark).Select(path => TrialReply.Find(File.ReadAllText(path))).FirstOrDefault(reply => reply is not null);

    // Written under a temporary name and renamed: concurrent tests by two services never leave a partial file.
    private void Keep(string mark, TrialReply reply)
    {
        if (derived.PlaceFor(mark) is not { } place)
            return;
        var temporary = $"{place}.{Guid.NewGuid():N}";
        File.WriteAllText(temporary, reply.ToLine());
        File.Move(temporary, place, overwrite: true);
    }

    private ModelException Refusal(ModelEntry entry, ModelFile weights, TrialReply reply, string mark)
    {
        // An error found by the child itself is a complete message, as it would be without a trial.
        if (reply.Error != ModelError.FailedTrial)
            return new(reply.Error, reply.Reason!);
        var again = derived.Find(mark).FirstOrDefault() is { } kept ? $" To have it tried again, delete '{kept}'." : "";
        return new(ModelError.FailedTrial,
            $"Model '{entry.Name}' in '{weights.Path}' was tried in a process of its own and is not loaded: {reply.Reason}. " +
            $"Use another file, or export it again for images of {entry.Preprocessing.Crop}x{entry.Preprocessing.Crop} pixels; other models are not affected.{again}");
    }
}
