using System.Globalization;
using ImageRetrieval.Portal.Forms;
using Microsoft.AspNetCore.Localization;

namespace ImageRetrieval.Portal.Language;

/// <summary>The languages of the pages, and how one is chosen: by the cookie of the language switch, else by the browser's preference.</summary>
internal static class Languages
{
    internal static readonly (string Code, string Name)[] All = [("en", "English"), ("fr", "Français")];

    private const string Cookie = "language";

    internal static void AddLanguages(this IServiceCollection services)
    {
        services.AddLocalization();
        services.AddHttpContextAccessor();
        services.AddSingleton<Texts>();
        services.Configure<RequestLocalizationOptions>(options =>
        {
            var cultures = All.Select(language => language.Code).ToArray();
            options.SetDefaultCulture(cultures[0]).AddSupportedCultures(cultures).AddSupportedUICultures(cultures);
            options.RequestCultureProviders = [new CookieRequestCultureProvider { CookieName = Cookie }, new AcceptLanguageHeaderRequestCultureProvider()];
        });
    }

    /// <summary><c>POST /language</c>: stores the choice and redirects to the previous page.</summary>
    internal static void MapLanguages(this IEndpointRouteBuilder routes) => routes.MapPost("/language", async (HttpContext context) =>
    {
        var form = await PostedForm.ReadAsync(context.Request);
        var code = form["to"].ToString();
        if (All.Any(language => language.Code == code))
        {
            context.Response.Cookies.Append(Cookie, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(code)), new CookieOptions
            {
                MaxAge = TimeSpan.FromDays(365), HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true,
            });
        }
        return Results.LocalRedirect(LocalPath(form["back"].ToString()));
    }).DisableAntiforgery();

    /// <summary>The direction of the current language's script.</summary>
    internal static string Direction => CultureInfo.CurrentUICulture.TextInfo.IsRightToLeft ? "rtl" : "ltr";

    private static string LocalPath(string path) =>
        path.StartsWith('/') && !path.StartsWith("//", StringComparison.Ordinal) && !path.Contains('\\', StringComparison.Ordinal) && !path.Any(char.IsControl) ? path : "/";
}
