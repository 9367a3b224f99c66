using System.Collections.Frozen;
using ImageRetrieval.Portal.Security;
using Microsoft.Extensions.Localization;

namespace ImageRetrieval.Portal.Language;

/// <summary>
/// The texts of the pages in the visitor's language: <c>Texts.resx</c> in English, <c>Texts.fr.resx</c> in French. What only operators
/// can act on has a key of its own, <c>key.Operator</c>, and is appended for them.
/// </summary>
internal sealed class Texts(IStringLocalizer<Texts> localizer, Roles roles, IHttpContextAccessor contexts)
{
    private const string ForOperators = ".Operator";

    private readonly FrozenSet<string> _withMore = localizer.GetAllStrings(includeParentCultures: true)
        .Where(text => text.Name.EndsWith(ForOperators, StringComparison.Ordinal)).Select(text => text.Name[..^ForOperators.Length]).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The text of a key, with its placeholders filled in.</summary>
    internal string this[string key, params object?[] values] => _withMore.Contains(key) && contexts.HttpContext is { } context && roles.IsOperator(context)
        ? Text(key, values) + " " + Text(key + ForOperators, values)
        : Text(key, values);

    /// <summary>The text of a key; null when there is none.</summary>
    public string? Find(string key) => localizer[key] is { ResourceNotFound: false } found ? found.Value : null;

    /// <summary>The text of a key in the singular (<c>key.One</c>) or the plural (<c>key.Many</c>); the number is placeholder 0.</summary>
    internal string Count(string key, long count, params object?[] further) => this[key + (count == 1 ? ".One" : ".Many"), [count, .. further]];

    private string Text(string key, object?[] values) => values.Length == 0 ? localizer[key].Value : localizer[key, values!].Value;
}
