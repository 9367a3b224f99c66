namespace ImageRetrieval.ServiceDefaults.Security;

/// <summary>The security headers of a service's answers; <c>X-Content-Type-Options: nosniff</c> is always among them. A null header is not sent.</summary>
/// <param name="ContentSecurityPolicy">What a browser may load for the answer; an endpoint that sets its own policy keeps it.</param>
/// <param name="ReferrerPolicy">What a browser tells other sites about where a visitor comes from.</param>
/// <param name="ResourcePolicy">Which sites may embed the answer (<c>Cross-Origin-Resource-Policy</c>).</param>
public sealed record SecurityHeaders(string ContentSecurityPolicy, string ReferrerPolicy, string ResourcePolicy)
{
    /// <summary>Whether windows of other sites keep a reference to the page (<c>Cross-Origin-Opener-Policy</c>).</summary>
    public string? OpenerPolicy { get; init; }

    /// <summary>Which features of the browser the page may use.</summary>
    public string? PermissionsPolicy { get; init; }
}
