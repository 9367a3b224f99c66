using System.Globalization;
using ImageRetrieval.Portal.Forms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Localization;

namespace ImageRetrieval.Portal.Language;

/// <summary>Which languages the pages speak, and how a visitor chooses: by a cookie of the switch, else by the browser's wish.</summary>
internal static class Languages
{
    public static readonly (string Code, string Name)[] All = [("en", "English"), ("fr", "Français")];

    private const string Cookie = "language";

    public static void AddLanguages(this IServiceCollection services)
    {
        services.AddLocalization();
        services.AddSingleton<Texts>();
        services.Configure<RequestLocalizationOptions>(options =>
        {
            var cultures = All.Select(language => language.Code).ToArray();
            options.SetDefaultCulture(cultures[0]).AddSupportedCultures(cultures).AddSupportedUICultures(cultures);
            options.RequestCultureProviders = [new CookieRequestCultureProvider { CookieName = Cookie }, new AcceptLanguageHeaderRequestCultureProvider()];
        });
    }

    /// <summary><c>POST /language</c>: keeps the choice, and goes back to where the visitor was.</summary>
    public static void MapLanguages(this IEndpointRouteBuilder routes) => routes.MapPost("/language", async (HttpContext context) =>
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
    public static string Direction => CultureInfo.CurrentUICulture.TextInfo.IsRightToLeft ? "rtl" : "ltr";

    private static string LocalPath(string path) =>
        path.StartsWith('/') && !path.StartsWith("//", StringComparison.Ordinal) && !path.Contains('\\', StringComparison.Ordinal) && !path.Any(char.IsControl) ? path : "/";
}
