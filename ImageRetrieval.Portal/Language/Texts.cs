using Microsoft.Extensions.Localization;

namespace ImageRetrieval.Portal.Language;

/// <summary>The texts of the pages in the visitor's language: <c>Texts.resx</c> in English, <c>Texts.fr.resx</c> in French.</summary>
internal sealed class Texts(IStringLocalizer<Texts> localizer)
{
    /// <summary>The text of a key, with its placeholders filled in.</summary>
    internal string this[string key, params object?[] values] => values.Length == 0 ? localizer[key].Value : localizer[key, values!].Value;

    /// <summary>The text of a key; null when there is none.</summary>
    public string? Find(string key) => localizer[key] is { ResourceNotFound: false } found ? found.Value : null;

    /// <summary>The text of a key in the singular (<c>key.One</c>) or the plural (<c>key.Many</c>); the number is placeholder 0.</summary>
    internal string Count(string key, long count, params object?[] further) => this[key + (count == 1 ? ".One" : ".Many"), [count, .. further]];
}
