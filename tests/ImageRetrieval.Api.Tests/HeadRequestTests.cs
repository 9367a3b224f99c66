using System.Net;
using ImageRetrieval.Fixtures;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ImageRetrieval.Api.Tests;

public sealed class HeadRequestTests
{
    [Fact]
    public async Task HEAD_is_answered_as_GET_without_a_body_by_every_endpoint_of_GET()
    {
        await using var server = new ApiServer();
        await server.PublishAsync([("1", "1.png", TestImages.Random(1))]);
        using var client = server.CreateClient();
        await ApiServer.WaitForReadyAsync(client);
        var paths = server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") != false)
            .Select(endpoint => endpoint.RoutePattern.RawText!).ToHashSet();
        Assert.Contains("/v1/images/{id}/original", paths);

        foreach (var pattern in paths)
        {
            var path = pattern.Replace("{id}", "1", StringComparison.Ordinal).Replace("{documentName}", "v1", StringComparison.Ordinal).Replace("{file}", "swagger.html", StringComparison.Ordinal);
            if (path.StartsWith("/v1/image/", StringComparison.Ordinal) || path == "/v1/image")
                path += "?id=1";
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            using var get = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, path), limit.Token);
            Assert.Equal((path, get.StatusCode, get.Content.Headers.ContentType), (path, head.StatusCode, head.Content.Headers.ContentType));
            Assert.Empty(await head.Content.ReadAsByteArrayAsync(limit.Token));
        }
    }

    [Fact]
    public async Task HEAD_of_a_picture_has_its_length_and_tag()
    {
        await using var server = new ApiServer();
        await server.PublishAsync([("1", "1.png", TestImages.Random(1))]);
        using var client = server.CreateClient();
        await ApiServer.WaitForReadyAsync(client);
        using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/v1/images/1/original"));
        Assert.Equal((HttpStatusCode.OK, (long?)TestImages.Random(1).Length), (head.StatusCode, head.Content.Headers.ContentLength));
        Assert.NotNull(head.Headers.ETag);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/v1/search"))).StatusCode);
    }
}
