using ImageRetrieval.ServiceDefaults.Security;

namespace ImageRetrieval.Portal.Security;

/// <summary>
/// Refuses what other sites' pages post to this one. Browsers say where a request comes from; programs that say nothing
/// are let through, because they act for nobody but themselves.
/// </summary>
internal static class SameOriginPosts
{
    public static void UseSameOriginPosts(this WebApplication app) => app.Use((context, next) =>
    {
        if (!HttpMethods.IsPost(context.Request.Method) || !context.RequestServices.GetRequiredService<AllowedHosts>().IsForeignPage(context.Request))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return context.Response.WriteAsync("This form belongs to another site.");
    });
}
