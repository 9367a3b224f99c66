using System.Text.Json;
using ImageRetrieval.Vision.Models;

namespace ImageRetrieval.Vision.Trial;

/// <summary>The result of a trial: the child's last line on standard output, and the content of the stored file.</summary>
/// <param name="Usable">Whether the model can be used.</param>
/// <param name="Reason">Why not, in a sentence; otherwise null.</param>
/// <param name="Error">The kind of failure, when the child found it itself.</param>
internal sealed record TrialReply(bool Usable, string? Reason = null, ModelError Error = ModelError.FailedTrial)
{
    /// <summary>The prefix of the JSON, because libraries may also write to standard output.</summary>
    private const string Start = "trial:";

    internal static TrialReply Good { get; } = new(true);

    internal string ToLine() => Start + JsonSerializer.Serialize(this);

    /// <summary>The reply among lines; null when there is none.</summary>
    internal static TrialReply? Find(string lines)
    {
        foreach (var line in lines.Split('\n'))
        {
            if (line.StartsWith(Start, StringComparison.Ordinal))
                return TryParse(line[Start.Length..]);
        }
        return null;
    }

    private static TrialReply? TryParse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<TrialReply>(json);
        }
        catch (JsonException)
        {
            return null; // truncated: treated as missing
        }
    }
}
