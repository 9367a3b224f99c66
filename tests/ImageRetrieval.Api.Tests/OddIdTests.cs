using System.Net;
using System.Text.Json;
using ImageRetrieval.Fixtures;

namespace ImageRetrieval.Api.Tests;

/// <summary>Ids in addresses: each is reached by the address that the Api writes, and none gives another's picture.</summary>
public sealed class OddIdTests : IClassFixture<OddIdTests.Fixture>
{
    private static readonly string[] s_ids =
    [
        "a/b", "a%2Fb", "a%2fb", "a%252Fb", "/", "%2F", "%252F", "//", "%", "%%", "%zz", "%00", "%2E%2E", ".", "..", "...", "../1", "a/../b", "a/./b", "b", "\\", "..\\b",
        " ", " a", "a ", "a  b", "+", "a+b", "a b", "a%20b", "?", "a?id=b", "#", "a#b", "&", "a&id=b", "=", ";", "a;b", ",", "'", "\"", "<b>", "{id}", "*", "|", "~", "^", "`", "@", ":", "a:b", "http://x/y?z#w",
        "ü", "u\u0308", "日本語", "😀", "\u200b", "\u202e", "Ａ", "İ", "a", "A", "thumbnail", "original", "similar", "embedding", "0", "00", "-0", new string('x', 256), new string('語', 256), new string('/', 256),
    ];

    private readonly Fixture _fixture;

    public OddIdTests(Fixture fixture) => _fixture = fixture;

    public static TheoryData<string> Ids() => [.. s_ids];

    // Alone they are folders, to every client and server.
    public static TheoryData<string> IdsButDots() => [.. s_ids.Except([".", ".."])];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Each_id_is_reached_by_the_address_that_the_Api_writes(string id)
    {
        var image = _fixture.Images[id];
        Assert.Equal(Fixture.Picture(id), await GetAsync(image.GetProperty("original").GetString()!));
        Assert.NotEmpty(await GetAsync(image.GetProperty("thumbnail").GetString()!));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Each_id_is_reached_by_the_query_whatever_its_characters(string id)
    {
        var query = "?id=" + Uri.EscapeDataString(id);
        using var one = JsonDocument.Parse(await GetAsync("/v1/image" + query));
        Assert.Equal(id, one.RootElement.GetProperty("id").GetString());
        using var embedding = JsonDocument.Parse(await GetAsync("/v1/image/embedding" + query));
        Assert.Equal(id, embedding.RootElement.GetProperty("id").GetString());
        using var similar = JsonDocument.Parse(await GetAsync("/v1/image/similar" + query));
        Assert.Equal(id, similar.RootElement.GetProperty("queries")[0].GetProperty("id").GetString());
    }

    [Theory]
    [MemberData(nameof(IdsButDots))]
    public async Task Escaped_into_the_path_an_id_is_itself_and_never_another(string id)
    {
        using var json = JsonDocument.Parse(await GetAsync($"/v1/images/{Uri.EscapeDataString(id)}/embedding"));
        Assert.Equal(id, json.RootElement.GetProperty("id").GetString());
    }

    [Fact]
    public void No_two_ids_share_an_address()
    {
        var addresses = _fixture.Images.Values.Select(image => image.GetProperty("original").GetString()).ToList();
        Assert.Equal(s_ids.Length, addresses.Distinct().Count());
    }

    [Theory]
    [InlineData("/v1/image")]
    [InlineData("/v1/image?id=")]
    [InlineData("/v1/image/original?id=none")]
    public async Task An_id_that_is_missing_or_unknown_is_rejected(string path)
    {
        using var response = await _fixture.Client.GetAsync(path);
        Assert.Equal(path == "/v1/image" ? HttpStatusCode.BadRequest : HttpStatusCode.NotFound, response.StatusCode);
    }

    private async Task<byte[]> GetAsync(string address)
    {
        using var response = await _fixture.Client.GetAsync(new Uri(address, UriKind.Relative));
        Assert.True(response.IsSuccessStatusCode, $"{address}: {response.StatusCode}");
        return await response.Content.ReadAsByteArrayAsync();
    }

    public sealed class Fixture : IAsyncLifetime
    {
        private readonly ApiServer _server = new();

        internal HttpClient Client { get; private set; } = null!;

        internal IReadOnlyDictionary<string, JsonElement> Images { get; private set; } = null!;

        public static byte[] Picture(string id) => TestImages.Random(Array.IndexOf(s_ids, id));

        public async Task InitializeAsync()
        {
            await _server.PublishAsync(s_ids.Select(id => (id, "x.png", Picture(id))));
            Client = _server.CreateClient();
            await ApiServer.WaitForReadyAsync(Client);
            var list = JsonDocument.Parse(await Client.GetStringAsync("/v1/images?limit=200"));
            Images = list.RootElement.GetProperty("items").EnumerateArray().ToDictionary(item => item.GetProperty("id").GetString()!);
        }

        public async Task DisposeAsync() => await _server.DisposeAsync();
    }
}
