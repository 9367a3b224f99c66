using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace ImageRetrieval.ServiceDefaults.Tests.Network;

public sealed class MaxRequestBodyTests
{
    [Theory]
    [InlineData(1000, HttpStatusCode.OK)]
    [InlineData(1001, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_body_over_the_limit_is_refused(int bytes, HttpStatusCode status)
    {
        var builder = TestHost.CreateBuilder(("urls", "http://127.0.0.1:0"));
        await using var app = builder.Build();
        app.UseMaxRequestBody(_ => 1000);
        app.MapPost("/", async (HttpRequest request) =>
        {
            await request.Body.CopyToAsync(Stream.Null);
            return Results.Ok();
        });
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        using var client = new HttpClient();
        using var answer = await client.PostAsync(new Uri(address), new ByteArrayContent(new byte[bytes]));
        Assert.Equal(status, answer.StatusCode);
    }
}
