using ImageRetrieval.ServiceDefaults.Options;
using ImageRetrieval.ServiceDefaults.Security;
using ImageRetrieval.ServiceDefaults.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.ServiceDefaults;

/// <summary>Rejects requests for host names that are not this service's.</summary>
public static class AllowedHostsExtensions
{
    private const int MostShown = 100;

    /// <summary>Adds <see cref="AllowedHosts"/> instead of the framework's filter, which reads the same key.</summary>
    internal static void AddAllowedHosts(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<IValidateOptions<AllowedHostsOptions>>(new AnnotationValidator<AllowedHostsOptions>(""));
        services.AddOptions<AllowedHostsOptions>().BindConfiguration("").ValidateOnStart();
        services.AddSingleton(provider => new AllowedHosts(OwnNames.Of(builder.Configuration), provider.GetRequiredService<IOptions<AllowedHostsOptions>>()));
        services.Configure<HostFilteringOptions>(options => options.AllowedHosts = ["*"]);
    }

    /// <summary>Answers requests for foreign hosts with 400 and a sentence; later middleware does not see them.</summary>
    public static IApplicationBuilder UseAllowedHosts(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        // Resolved per request, not at startup: an invalid option is then reported by the service's start, in one sentence.
        return app.Use((context, next) => context.RequestServices.GetRequiredService<AllowedHosts>().Allows(context.Request.Host) ? next(context) : RefuseAsync(context));
    }

    private static Task RefuseAsync(HttpContext context) => TypedResults.Problem(
        $"'{Shortened.To(context.Request.Host.Value!, MostShown)}' is not a name of this service: use its address, localhost or the machine's name, or add the name to the option AllowedHosts.",
        statusCode: StatusCodes.Status400BadRequest).ExecuteAsync(context);
}
