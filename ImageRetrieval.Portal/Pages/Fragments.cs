using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ImageRetrieval.Portal.Pages;

/// <summary>The script asks for the part of a page that changes; everyone else gets the whole page.</summary>
internal static class Fragments
{
    public const string Header = "X-Fragment";

    public static IActionResult PageOr(this PageModel page, string partial, object model)
    {
        page.Response.Headers.Vary = Header;
        page.Response.Headers.CacheControl = "private, no-cache";
        return page.Request.Headers.ContainsKey(Header) ? page.Partial(partial, model) : page.Page();
    }
}
