using System.IO.Compression;
using System.Net;

namespace ImageRetrieval.Api.Tests;

public sealed class DocsFileTests(V1Fixture fixture) : IClassFixture<V1Fixture>
{
    [Theory]
    [InlineData("/docs", "text/html")]
    [InlineData("/docs/swagger.js", "text/javascript")]
    [InlineData("/docs/swagger-ui.css", "text/css")]
    [InlineData("/docs/swagger-ui-bundle.js", "text/javascript")]
    [InlineData("/docs/redoc.standalone.js", "text/javascript")]
    public async Task A_file_is_compressed_for_clients_that_accept_it_and_is_the_same_uncompressed(string path, string type)
    {
        using var plain = await SendAsync(path, null, null);
        using var gzip = await SendAsync(path, "br, gzip;q=0.5", null);
        using var refused = await SendAsync(path, "gzip;q=0", null);
        Assert.Equal(type, plain.Content.Headers.ContentType?.MediaType);
        Assert.Equal(["gzip"], gzip.Content.Headers.ContentEncoding);
        Assert.Empty(plain.Content.Headers.ContentEncoding);
        Assert.Empty(refused.Content.Headers.ContentEncoding);
        using var unpacked = new MemoryStream();
        await using (var stream = new GZipStream(await gzip.Content.ReadAsStreamAsync(), CompressionMode.Decompress))
            await stream.CopyToAsync(unpacked);
        Assert.Equal(await plain.Content.ReadAsByteArrayAsync(), unpacked.ToArray());
        Assert.NotEqual(plain.Headers.ETag, gzip.Headers.ETag);

        using var again = await SendAsync(path, "gzip", gzip.Headers.ETag!.ToString());
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task The_script_of_the_page_to_read_names_no_address_of_a_logo()
    {
        var script = await fixture.Client.GetStringAsync("/docs/redoc.standalone.js");
        Assert.DoesNotContain("cdn.redoc.ly", script, StringComparison.Ordinal);
        Assert.DoesNotContain("fonts.googleapis", script, StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> SendAsync(string path, string? encoding, string? tag)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (encoding is not null)
            request.Headers.TryAddWithoutValidation("Accept-Encoding", encoding);
        if (tag is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        return fixture.Client.SendAsync(request);
    }
}
