using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ImageRetrieval.Portal.Pages;

/// <summary>Scripts request only the part of a page that changes; other requests get the whole page.</summary>
internal static class Fragments
{
    internal const string Header = "X-Fragment";

    internal static bool WantsFragment(this HttpRequest request) => request.Headers.ContainsKey(Header);

    internal static IActionResult PageOr(this PageModel page, string partial, object model)
    {
        // One address has several representations: fragment or page, and by language.
        page.Response.Headers.Vary = $"{Header}, Accept-Language, Cookie";
        page.Response.Headers.CacheControl = "private, no-cache";
        return page.Request.WantsFragment() ? page.Partial(partial, model) : page.Page();
    }
}
