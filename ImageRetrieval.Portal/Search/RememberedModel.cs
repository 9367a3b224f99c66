using System.Text.RegularExpressions;
using ImageRetrieval.Portal.Api;

namespace ImageRetrieval.Portal.Search;

/// <summary>The model that was chosen last in this browser, in a cookie of its own; an address that names a model takes precedence.</summary>
internal static partial class RememberedModel
{
    /// <summary>Scripts store it under the same name when another model is chosen.</summary>
    internal const string Cookie = "model";

    /// <summary>The name; null when none is stored. Whether the model still exists is not checked.</summary>
    internal static string? Of(HttpRequest request) => request.Cookies[Cookie] is { } name && NamePattern().IsMatch(name) ? name : null;

    /// <summary>The name when the model can be searched; otherwise null.</summary>
    internal static string? In(ApiModels models, HttpRequest request) =>
        Of(request) is { } name && models.Models.Any(model => model.Name == name && model.IsReady) ? name : null;

    internal static void Store(HttpResponse response, string? name)
    {
        if (name is not null && NamePattern().IsMatch(name))
            response.Cookies.Append(Cookie, name, new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, IsEssential = true });
    }

    internal static void Forget(HttpResponse response) => response.Cookies.Delete(Cookie, new CookieOptions { SameSite = SameSiteMode.Lax });

    [GeneratedRegex("^[a-z0-9][a-z0-9._-]{0,63}$")]
    private static partial Regex NamePattern();
}
