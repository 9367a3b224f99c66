using ImageRetrieval.ServiceDefaults.Security;

namespace ImageRetrieval.Portal.Security;

/// <summary>The Portal's security headers: no inline code, nothing from another host, no framing.</summary>
internal static class PortalHeaders
{
    // blob: is the preview of a picture that has been chosen but not sent.
    internal const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    internal static readonly SecurityHeaders All = new(ContentSecurityPolicy, "same-origin", "same-origin")
    {
        OpenerPolicy = "same-origin",
        PermissionsPolicy = "camera=(self), geolocation=(), microphone=()",
    };
}
