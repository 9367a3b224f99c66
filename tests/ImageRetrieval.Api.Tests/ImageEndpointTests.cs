using System.Net;
using System.Text.Json;
using ImageRetrieval.Fixtures;
using ImageRetrieval.Vision.Decoding;

namespace ImageRetrieval.Api.Tests;

public sealed class ImageEndpointTests : IAsyncLifetime
{
    private readonly ApiServer _server = new();
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        await _server.PublishAsync(Enumerable.Range(0, 30).Select(i => ($"{i:00}", $"{i}.png", TestImages.Random(i, 600, 400))).Append(("a/b c", "odd.png", TestImages.Random(99))));
        _client = _server.CreateClient();
        await ApiServer.WaitForReadyAsync(_client);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task An_image_is_described_with_its_metadata_and_addresses()
    {
        using var json = JsonDocument.Parse(await _client.GetStringAsync("/v1/images/07"));
        var image = json.RootElement;
        Assert.Equal(("07", "7.png", 600, 400), (image.GetProperty("id").GetString(), image.GetProperty("name").GetString(), image.GetProperty("width").GetInt32(), image.GetProperty("height").GetInt32()));
        Assert.Equal("test", image.GetProperty("metadata").GetProperty("kind").GetString());
        Assert.StartsWith("/v1/images/07/thumbnail?v=", image.GetProperty("thumbnail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_original_is_byte_for_byte_what_was_downloaded_and_revalidates()
    {
        using var first = await _client.GetAsync("/v1/images/07/original");
        Assert.Equal("image/png", first.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nosniff", first.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal(TestImages.Random(7, 600, 400), await first.Content.ReadAsByteArrayAsync());

        using var again = new HttpRequestMessage(HttpMethod.Get, "/v1/images/07/original");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await _client.SendAsync(again)).StatusCode);
    }

    [Fact]
    public async Task A_thumbnail_is_a_small_WebP_that_is_made_once()
    {
        var bytes = await _client.GetByteArrayAsync("/v1/images/07/thumbnail?size=300");
        Assert.Equal(new ImageInfo(ImageFormat.Webp, 320, 213), new ImageDecoder().ReadInfo(bytes));
        Assert.Equal(bytes, await _client.GetByteArrayAsync("/v1/images/07/thumbnail?size=320"));
        Assert.Single(Directory.GetFiles(Path.Combine(_server.DataFolder, "thumbnails"), "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("image/avif,image/webp,image/*,*/*;q=0.8", "image/avif")]
    [InlineData("image/webp,*/*", "image/webp")]
    [InlineData("image/avif;q=0.5,image/webp", "image/webp")]
    [InlineData("image/jpeg", "image/jpeg")]
    [InlineData("image/png", "image/jpeg")]
    [InlineData("*/*", "image/webp")]
    [InlineData(null, "image/webp")]
    public async Task A_thumbnail_has_the_format_that_the_client_prefers(string? accept, string expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/images/08/thumbnail?size=96");
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await _client.SendAsync(request);
        Assert.Equal(expected, response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(expected["image/".Length..], new ImageDecoder().ReadInfo(await response.Content.ReadAsByteArrayAsync()).Format.ToString(), ignoreCase: true);
        Assert.Equal("Accept", response.Headers.Vary.Single());
    }

    [Fact]
    public async Task The_address_in_an_answer_identifies_the_bytes_so_it_is_cached_permanently()
    {
        using var json = JsonDocument.Parse(await _client.GetStringAsync("/v1/images/07"));
        using var versioned = await _client.GetAsync(json.RootElement.GetProperty("thumbnail").GetString());
        Assert.Contains("immutable", versioned.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        using var another = await _client.GetAsync("/v1/images/07/thumbnail?v=0123456789abcdef");
        Assert.DoesNotContain("immutable", another.Headers.CacheControl!.ToString(), StringComparison.Ordinal);

        using var again = new HttpRequestMessage(HttpMethod.Get, "/v1/images/07/thumbnail");
        again.Headers.IfNoneMatch.Add(versioned.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await _client.SendAsync(again)).StatusCode);
    }

    [Fact]
    public async Task A_list_can_be_filtered()
    {
        using var json = JsonDocument.Parse(await _client.GetStringAsync("/v1/images?limit=2&offset=1&filter=" + Uri.EscapeDataString("""{"field":"width","eq":600}""")));
        Assert.Equal(30, json.RootElement.GetProperty("total").GetInt32());
        Assert.Equal(["01", "02"], json.RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task Similar_images_of_an_indexed_one_leave_it_out()
    {
        using var json = JsonDocument.Parse(await _client.GetStringAsync("/v1/images/a%2Fb%20c/similar?k=5"));
        var ids = json.RootElement.GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("id").GetString()).ToList();
        Assert.Equal(5, ids.Count);
        Assert.DoesNotContain("a/b c", ids);
    }

    [Fact]
    public async Task An_id_with_a_slash_and_a_blank_is_reached()
    {
        using var json = JsonDocument.Parse(await _client.GetStringAsync("/v1/images/a%2Fb%20c"));
        var thumbnail = json.RootElement.GetProperty("thumbnail").GetString()!;
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync(thumbnail)).StatusCode);
    }

    [Theory]
    [InlineData("/v1/images/99", 404)]
    [InlineData("/v1/images/99/original", 404)]
    [InlineData("/v1/images/..%2F..%2Fcatalog.db/original", 404)]
    [InlineData("/v1/images/07/thumbnail?size=5", 400)]
    [InlineData("/v1/images/07/thumbnail?size=big", 400)]
    [InlineData("/v1/images?limit=0", 400)]
    [InlineData("/v1/images?limit=201", 400)]
    [InlineData("/v1/nothing", 404)]
    [InlineData("/v1/images/99/similar", 404)]
    [InlineData("/v1/images/07/similar?k=0", 400)]
    [InlineData("/v1/images?filter=x", 400)]
    [InlineData("/v1/images?model=alexnet", 400)]
    public async Task What_is_wrong_is_a_problem_document(string path, int status)
    {
        using var response = await _client.GetAsync(path);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Images_are_listed_in_pages_and_as_a_spread_sample()
    {
        var page = await IdsAsync("/v1/images?limit=3&offset=4");
        var sample = await IdsAsync("/v1/images?limit=4&spread=true");
        Assert.Equal(["04", "05", "06"], page);
        Assert.Equal(["00", "07", "15", "23"], sample);
    }

    [Fact]
    public async Task Progress_is_forwarded_and_a_dead_worker_is_not_shown_as_busy()
    {
        Assert.Equal("""{"state":"unknown"}""", await _client.GetStringAsync("/v1/ingest"));

        var path = Path.Combine(_server.DataFolder, "status.json");
        await File.WriteAllTextAsync(path, $$"""{"state":"running","updated":"{{DateTimeOffset.UtcNow:O}}","total":5}""");
        Assert.Contains("\"running\"", await _client.GetStringAsync("/v1/ingest"), StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, $$"""{"state":"running","updated":"{{DateTimeOffset.UtcNow.AddMinutes(-1):O}}","total":5}""");
        Assert.Contains("\"unknown\"", await _client.GetStringAsync("/v1/ingest"), StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, "{ half");
        Assert.Equal("""{"state":"unknown"}""", await _client.GetStringAsync("/v1/ingest"));
    }

    private async Task<IEnumerable<string?>> IdsAsync(string path)
    {
        using var json = JsonDocument.Parse(await _client.GetStringAsync(path));
        Assert.Equal(31, json.RootElement.GetProperty("total").GetInt32());
        return json.RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()).ToList();
    }
}
