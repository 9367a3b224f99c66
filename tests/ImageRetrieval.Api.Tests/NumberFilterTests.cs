using System.Net.Http.Json;
using System.Text.Json;
using ImageRetrieval.Fixtures;

namespace ImageRetrieval.Api.Tests;

/// <summary>Columns of numbers compare as numbers, columns of text as text.</summary>
public sealed class NumberFilterTests : IClassFixture<NumberFilterTests.Fixture>
{
    private static readonly Dictionary<string, (string Year, string Code, string Long)> s_images = new()
    {
        ["a"] = ("2000", "7", "9007199254740993"),
        ["b"] = ("2000.0", "007", "9007199254740992"),
        ["c"] = ("2e3", "7.0", "9007199254740993.0"),
        ["d"] = ("-0", "seven", "1"),
        ["e"] = ("0", "NaN", "2"),
        ["f"] = ("1e-30", "", "3"),
        ["g"] = ("1E300", "1e400", "4"),
        ["h"] = (" 2001 ", "2000", "5"),
    };

    private readonly HttpClient _client;

    public NumberFilterTests(Fixture fixture) => _client = fixture.Client;

    [Theory]
    [InlineData("""{"column":"year","eq":2000}""", "abc")]
    [InlineData("""{"column":"year","eq":2000.00}""", "abc")]
    [InlineData("""{"column":"year","eq":20e2}""", "abc")]
    [InlineData("""{"column":"year","eq":"2000"}""", "abc")]
    [InlineData("""{"column":"year","eq":"+2.0e3"}""", "abc")]
    [InlineData("""{"column":"year","in":[0,2001]}""", "deh")]
    [InlineData("""{"column":"year","in":["none",2001]}""", "h")]
    [InlineData("""{"column":"year","eq":1e300}""", "g")]
    [InlineData("""{"column":"year","eq":0.000000000000000000000000000001}""", "f")]
    [InlineData("""{"column":"year","eq":"NaN"}""", "")]
    [InlineData("""{"column":"year","eq":"2000 "}""", "abc")]
    [InlineData("""{"not":{"column":"year","eq":2000}}""", "defgh")]
    [InlineData("""{"or":[{"column":"year","eq":2e3},{"column":"code","eq":"seven"}]}""", "abcd")]
    [InlineData("""{"and":[{"column":"year","eq":2000},{"column":"code","eq":7}]}""", "a")]
    [InlineData("""{"column":"long","eq":9007199254740993}""", "ac")]
    [InlineData("""{"column":"code","eq":7}""", "a")]
    [InlineData("""{"column":"code","eq":"007"}""", "b")]
    [InlineData("""{"column":"code","in":[7,"NaN"]}""", "ae")]
    [InlineData("""{"column":"none","eq":7}""", "")]
    [InlineData("""{"field":"width","eq":64.0}""", "abcdefgh")]
    [InlineData("""{"field":"name","eq":"1e1"}""", "")]
    public async Task A_value_is_found_as_its_column_is(string filter, string ids)
    {
        using var list = JsonDocument.Parse(await _client.GetStringAsync("/v1/images?filter=" + Uri.EscapeDataString(filter)));
        Assert.Equal(ids, string.Concat(list.RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()).Order()));

        using var facets = JsonDocument.Parse(await _client.GetStringAsync("/v1/facets?filter=" + Uri.EscapeDataString(filter)));
        Assert.Equal(ids.Length, facets.RootElement.GetProperty("count").GetInt32());

        using var response = await _client.PostAsync("/v1/search", JsonContent.Create(new { queries = new[] { new { id = "a" } }, dedupe = false, filter = JsonSerializer.Deserialize<JsonElement>(filter) }));
        using var found = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(ids, string.Concat(found.RootElement.GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("id").GetString()).Order()));
    }

    public sealed class Fixture : IAsyncLifetime
    {
        private readonly ApiServer _server = new();

        internal HttpClient Client { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            await _server.PublishAsync(s_images.Keys.Select(id => (id, "10", TestImages.Random(id[0]))), columns: id => new Dictionary<string, string>
            {
                ["year"] = s_images[id].Year, ["code"] = s_images[id].Code, ["long"] = s_images[id].Long,
            });
            Client = _server.CreateClient();
            await ApiServer.WaitForReadyAsync(Client);
        }

        public async Task DisposeAsync() => await _server.DisposeAsync();
    }
}
