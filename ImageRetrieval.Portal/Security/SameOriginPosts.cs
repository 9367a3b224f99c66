using ImageRetrieval.ServiceDefaults.Security;

namespace ImageRetrieval.Portal.Security;

/// <summary>
/// Refuses forms that pages of other sites post to this one. Browsers send the origin of a request; programs without an
/// origin are accepted, because they act only on their own behalf.
/// </summary>
internal static class SameOriginPosts
{
    internal static void UseSameOriginPosts(this WebApplication app) => app.Use((context, next) =>
    {
        if (!HttpMethods.IsPost(context.Request.Method) || !context.RequestServices.GetRequiredService<AllowedHosts>().IsForeignPage(context.Request))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return context.Response.WriteAsync("This form was sent by a page of another site.");
    });
}
