using ImageRetrieval.ServiceDefaults.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace ImageRetrieval.ServiceDefaults.Tests.Security;

public sealed class SecurityHeadersTests
{
    [Fact]
    public async Task Every_answer_has_the_headers_that_are_set_and_no_others()
    {
        using var answer = await AskAsync(new SecurityHeaders("default-src 'none'", "no-referrer", "same-origin"), "/page");
        Assert.Equal(
            [("Content-Security-Policy", "default-src 'none'"), ("Cross-Origin-Resource-Policy", "same-origin"), ("Referrer-Policy", "no-referrer"), ("X-Content-Type-Options", "nosniff")],
            answer.Headers.Select(header => (header.Key, header.Value.Single())).Order());
    }

    [Fact]
    public async Task Optional_headers_are_sent_when_they_are_set()
    {
        using var answer = await AskAsync(new SecurityHeaders("default-src 'self'", "same-origin", "cross-origin") { OpenerPolicy = "same-origin", PermissionsPolicy = "camera=()" }, "/page");
        Assert.Equal("same-origin", answer.Headers.GetValues("Cross-Origin-Opener-Policy").Single());
        Assert.Equal("camera=()", answer.Headers.GetValues("Permissions-Policy").Single());
    }

    [Theory]
    [InlineData("/strict", "sandbox")]
    [InlineData("/failure", "default-src 'none'")]
    [InlineData("/missing", "default-src 'none'")]
    public async Task An_endpoint_keeps_its_own_policy_and_errors_have_the_headers_too(string path, string policy)
    {
        using var answer = await AskAsync(new SecurityHeaders("default-src 'none'", "no-referrer", "same-origin"), path);
        Assert.Equal(policy, answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    private static async Task<HttpResponseMessage> AskAsync(SecurityHeaders headers, string path)
    {
        var builder = TestHost.CreateBuilder();
        builder.Services.AddSingleton(headers).AddProblemDetails();
        builder.WebHost.UseTestServer();
        await using var app = builder.Build();
        app.UseExceptionHandler();
        app.UseSecurityHeaders();
        app.MapGet("/page", () => "page");
        app.MapGet("/failure", IResult () => throw new InvalidOperationException("a test"));
        app.MapGet("/strict", (HttpContext context) =>
        {
            context.Response.Headers.ContentSecurityPolicy = "sandbox";
            return "strict";
        });
        await app.StartAsync();
        using var client = app.GetTestClient();
        return await client.GetAsync(new Uri(path, UriKind.Relative));
    }
}
