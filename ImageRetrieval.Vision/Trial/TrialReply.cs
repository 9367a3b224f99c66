using System.Text.Json;
using ImageRetrieval.Vision.Models;

namespace ImageRetrieval.Vision.Trial;

/// <summary>What came of a trial: the child's last line on its standard output, and what the mark holds.</summary>
/// <param name="Usable">Whether the model can be used.</param>
/// <param name="Reason">Why not, as a sentence; else null.</param>
/// <param name="Error">The kind of failure, when the child found it itself.</param>
internal sealed record TrialReply(bool Usable, string? Reason = null, ModelError Error = ModelError.FailedTrial)
{
    /// <summary>Stands before the JSON, since libraries may write lines of their own.</summary>
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
            return null; // cut off in the middle: as good as none
        }
    }
}
