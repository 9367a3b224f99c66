using ImageRetrieval.Portal.Api;
using ImageRetrieval.Portal.Assets;
using ImageRetrieval.Portal.Duplicates;
using ImageRetrieval.Portal.Export;
using ImageRetrieval.Portal.Failures;
using ImageRetrieval.Portal.Filters;
using ImageRetrieval.Portal.Forms;
using ImageRetrieval.Portal.Ingest;
using ImageRetrieval.Portal.Language;
using ImageRetrieval.Portal.Maps;
using ImageRetrieval.Portal.Models;
using ImageRetrieval.Portal.Pages;
using ImageRetrieval.Portal.Pictures;
using ImageRetrieval.Portal.Search;
using ImageRetrieval.Portal.Security;
using ImageRetrieval.Portal.Uploads;
using ImageRetrieval.ServiceDefaults;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Portal;

/// <summary>The Portal's services, and the order in which a request passes through it.</summary>
internal static class PortalComposition
{
    // Room for the form's other fields and for the multipart boundaries around the picture.
    private const long FormOverheadBytes = 64 * 1024;

    internal static void AddPortal(this WebApplicationBuilder builder)
    {
        // Settings, style sheets and scripts are found regardless of the current directory.
        builder.Configuration.Sources.Insert(0, new JsonConfigurationSource
        {
            FileProvider = new PhysicalFileProvider(AppContext.BaseDirectory), Path = "appsettings.json", Optional = true,
        });
        builder.WebHost.UseStaticWebAssets();

        var services = builder.Services;
        services.AddValidatedOptions<PortalOptions>(PortalOptions.Section);
        services.AddOptions<FormOptions>().Configure<IOptions<PortalOptions>>((form, portal) =>
            form.MultipartBodyLengthLimit = portal.Value.MaxUploadBytes + FormOverheadBytes);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);

        services.AddHttpClient<ApiClient>((provider, http) =>
        {
            var options = provider.GetRequiredService<IOptions<PortalOptions>>().Value;
            http.BaseAddress = options.ApiAddress;
            http.Timeout = TimeSpan.FromSeconds(options.ApiTimeoutSeconds);
            if (!string.IsNullOrEmpty(options.ApiKey))
                http.DefaultRequestHeaders.Add("X-Api-Key", options.ApiKey);
        });
        services.AddScoped<PictureSearch>();
        services.AddScoped<NamedPictures>();
        services.AddScoped<ValueFinder>();
        services.AddScoped<SearchFormReader>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<UploadStore>();
        services.AddSingleton<VersionedAssets>();
        services.AddSingleton<PictureTitles>();
        services.AddSingleton<ClusterTitles>();
        services.AddSingleton<Roles>();
        services.AddSingleton(PortalHeaders.All);
        services.AddLanguages();

        // The pages hold no secrets, so compressing them over TLS is safe (BREACH).
        services.AddResponseCompression(o => o.EnableForHttps = true);
        // There are no sessions or accounts, so there is nothing to forge. SameOriginPosts rejects forms of other sites.
        services.AddRazorPages(o =>
        {
            o.Conventions.ConfigureFilter(new IgnoreAntiforgeryTokenAttribute());
            o.Conventions.OnlyHandledMethods();
        });
    }

    internal static void MapPortal(this WebApplication app)
    {
        app.UseExceptionHandler("/oops");
        // Browsers show pages for these methods only; Razor Pages would answer OPTIONS with 200 regardless of the status.
        app.UseWhen(context => context.Request.Method is "GET" or "HEAD" or "POST", pages => pages.UseStatusCodePagesWithReExecute("/oops", "?code={0}"));
        app.UseSecurityHeaders();
        app.UseAllowedHosts();
        app.UseMaxRequestBody(services => services.GetRequiredService<IOptions<PortalOptions>>().Value.MaxUploadBytes + FormOverheadBytes);
        app.UseResponseCompression();
        app.UseSameOriginPosts();
        app.UseRefusedForms();
        app.UseRequestLocalization();
        app.Use(app.Services.GetRequiredService<VersionedAssets>().InvokeAsync);
        app.UseRouting();
        app.UseExactRouteValues();
        app.MapStaticAssets().ExcludeFromTraces();
        app.MapPictures();
        app.MapUploads();
        app.MapLanguages();
        app.MapExport();
        app.MapFacets();
        app.MapDuplicates();
        app.MapFailures();
        app.MapMaps();
        app.MapIngest();
        app.MapModels();
        app.MapRazorPages().WithStaticAssets();
    }
}
