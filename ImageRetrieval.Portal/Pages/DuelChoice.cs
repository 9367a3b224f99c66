using ImageRetrieval.Portal.Language;

namespace ImageRetrieval.Portal.Pages;

/// <summary>What one side of a comparison searches in: a model's index as it is, or a snapshot of it.</summary>
/// <param name="Model">The model.</param>
/// <param name="Snapshot">The version of its index; null for the one in use.</param>
internal sealed record DuelChoice(string Model, string? Snapshot)
{
    // Names of models cannot contain it.
    private const char Separator = '@';

    /// <summary>Reads <c>model</c> or <c>model@snapshot</c>; null for an empty text.</summary>
    internal static DuelChoice? Read(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        var at = text.IndexOf(Separator, StringComparison.Ordinal);
        return at < 0 ? new(text, null) : new(text[..at], text[(at + 1)..]);
    }

    public override string ToString() => Snapshot is null ? Model : Model + Separator + Snapshot;

    /// <summary>What people read.</summary>
    internal string Title(Texts texts) => Snapshot is null ? Model : texts["Duel.InSnapshot", Model, Snapshot];
}
