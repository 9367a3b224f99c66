using System.IO.Compression;
using System.Net;
using System.Text.Json;
using ImageRetrieval.Collection.Embedded;
using ImageRetrieval.Collection.Embedded.Maps;
using ImageRetrieval.Collection.Maps;
using MessagePack;

namespace ImageRetrieval.Api.Tests;

/// <summary>The map of a collection, over a file as the Worker publishes it.</summary>
public sealed class MapTests : IAsyncLifetime
{
    private const int Count = 90;

    private readonly ApiServer _server = new();
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        await PublishAsync(Count);
        _client = _server.CreateClient();
        await ApiServer.WaitForReadyAsync(_client);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Without_a_file_there_is_no_map_and_the_answer_explains_it()
    {
        var answer = await GetAsync("/v1/map");
        Assert.Equal(("none", "builtin", 0, Count), (Text(answer, "state"), Text(answer, "model"), answer.GetProperty("images").GetInt32(), answer.GetProperty("missing").GetInt32()));
        Assert.Contains("the Worker computes it in the background", Text(answer, "message"), StringComparison.Ordinal);
        await RefusedAsync("/v1/images?cluster=0", HttpStatusCode.NotFound, "There is no map yet");
    }

    [Fact]
    public async Task A_map_has_a_place_and_a_cluster_for_every_image()
    {
        await MakeAsync("00000001");
        var answer = await GetAsync("/v1/map");
        Assert.Equal(("complete", "00000001", Count, 0), (Text(answer, "state"), Text(answer, "snapshotVersion"), answer.GetProperty("images").GetInt32(), answer.GetProperty("missing").GetInt32()));
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("message").ValueKind);
        Assert.Equal(Enumerable.Range(0, Count).Select(i => $"{i}").Order(StringComparer.Ordinal), answer.GetProperty("ids").EnumerateArray().Select(id => id.GetString()!).Order(StringComparer.Ordinal));
        int[] x = Numbers(answer, "x"), y = Numbers(answer, "y");
        Assert.Equal((Count, Count, 0, 65_535), (x.Length, y.Length, Math.Min(x.Min(), y.Min()), Math.Max(x.Max(), y.Max())));
        Assert.Equal(3, answer.GetProperty("clusters").GetArrayLength());
        var cluster = answer.GetProperty("clusters")[0];
        Assert.Equal((0, 30), (cluster.GetProperty("number").GetInt32(), cluster.GetProperty("size").GetInt32()));
        Assert.NotEmpty(cluster.GetProperty("samples").EnumerateArray());
        Assert.Equal(30, Numbers(answer, "cluster").Count(number => number == 0));
        Assert.Equal(0, (await GetAsync("/v1/map?points=false")).GetProperty("ids").GetArrayLength());
    }

    [Fact]
    public async Task A_column_gives_every_image_its_value()
    {
        await MakeAsync("00000001");
        var answer = await GetAsync("/v1/map?column=tenth");
        Assert.Equal(10, answer.GetProperty("values").GetArrayLength());
        var ids = answer.GetProperty("ids").EnumerateArray().Select(id => int.Parse(id.GetString()!, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        var values = answer.GetProperty("values").EnumerateArray().Select(value => Text(value, "value")).ToArray();
        Assert.Equal(ids.Select(id => $"{id % 10}"), Numbers(answer, "value").Select(number => values[number]));
        await RefusedAsync("/v1/map?column=colour", HttpStatusCode.BadRequest, "column is 'colour', which no indexed image has");
    }

    [Fact]
    public async Task A_column_of_many_numbers_is_divided_into_ranges_of_about_as_many_images()
    {
        await _server.PublishVectorsAsync("builtin", Count, Fill, year: i => $"{1900 + i}");
        await ApiServer.UntilAsync(_client, "/v1/models", answer => answer.Contains("00000002", StringComparison.Ordinal));
        await MakeAsync("00000002");
        var answer = await GetAsync("/v1/map?column=year");
        var ranges = answer.GetProperty("values").EnumerateArray().Select(value => (value.GetProperty("from").GetDouble(), value.GetProperty("to").GetDouble(), value.GetProperty("count").GetInt32())).ToArray();
        Assert.Equal([(1900, 1914, 15), (1915, 1929, 15), (1930, 1944, 15), (1945, 1959, 15), (1960, 1974, 15), (1975, 1989, 15)], ranges);
    }

    [Fact]
    public async Task The_map_of_an_earlier_snapshot_is_shown_without_images_that_are_gone()
    {
        await MakeAsync("00000001");
        await PublishAsync(Count - 10);
        await ApiServer.UntilAsync(_client, "/v1/models", answer => answer.Contains("00000002", StringComparison.Ordinal));
        var answer = await GetAsync("/v1/map");
        Assert.Equal(("computing", Count - 10, 0), (Text(answer, "state"), answer.GetProperty("images").GetInt32(), answer.GetProperty("missing").GetInt32()));
        Assert.Contains("snapshot 00000001", Text(answer, "message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_file_is_no_map_and_the_path_stays_in_the_log()
    {
        await MakeAsync("00000001");
        var file = new DataLayout(_server.DataFolder).MapOf("builtin");
        await File.WriteAllBytesAsync(file, (await File.ReadAllBytesAsync(file))[..^9]);
        var answer = await GetAsync("/v1/map");
        Assert.Equal("none", Text(answer, "state"));
        Assert.Contains("cannot be read", Text(answer, "message"), StringComparison.Ordinal);
        Assert.DoesNotContain(_server.DataFolder, Text(answer, "message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_map_is_sent_once_compressed_and_as_MessagePack_with_binary_numbers()
    {
        await MakeAsync("00000001");
        var plain = await GetAsync("/v1/map?column=tenth");
        using var compressed = await SendAsync("/v1/map?column=tenth", ("Accept-Encoding", "gzip"));
        Assert.Equal(["gzip"], compressed.Content.Headers.ContentEncoding);
        await using (var gzip = new GZipStream(await compressed.Content.ReadAsStreamAsync(), CompressionMode.Decompress))
            Assert.Equal(plain.GetRawText(), (await JsonDocument.ParseAsync(gzip)).RootElement.GetRawText());

        using var packed = await SendAsync("/v1/map?column=tenth", ("Accept", "application/x-msgpack"));
        var map = MessagePackSerializer.Deserialize<Dictionary<string, object>>(await packed.Content.ReadAsByteArrayAsync(), MessagePackSerializerOptions.Standard.WithResolver(MessagePack.Resolvers.ContractlessStandardResolver.Instance));
        var x = (byte[])map["x"];
        Assert.Equal(Numbers(plain, "x"), Enumerable.Range(0, Count).Select(i => x[2 * i] | (x[(2 * i) + 1] << 8)));
        Assert.Equal(Numbers(plain, "cluster"), ((byte[])map["cluster"]).Select(number => (int)(sbyte)number));

        foreach (var (name, value) in ((string, string)[])[("Accept-Encoding", "gzip"), ("Accept", "application/x-msgpack"), ("Accept", "application/json")])
        {
            using var first = await SendAsync("/v1/map", (name, value));
            using var second = await SendAsync("/v1/map", (name, value), ("If-None-Match", first.Headers.ETag!.ToString()));
            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotModified), (first.StatusCode, second.StatusCode));
            Assert.Empty(await second.Content.ReadAsByteArrayAsync());
        }
        Assert.NotEqual(compressed.Headers.ETag, packed.Headers.ETag);
    }

    [Fact]
    public void Fifty_thousand_images_are_less_than_a_megabyte()
    {
        var random = new Random(7);
        string[] ids = [.. Enumerable.Range(0, 50_000).Select(i => $"{i + 1_000_000}")];
        var answer = new Maps.MapAnswer("m", "1", "complete", null, "1", ids.Length, 0, ids, Places(2), Places(2), Places(1), null, [], Maps.PackedNumbers.None, []);
        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        Wire.MessagePackWire.Write(bytes, answer);
        Assert.InRange(bytes.WrittenCount, 500_000, 1_000_000);

        Maps.PackedNumbers Places(int size) => new([.. ids.Select(_ => size == 1 ? random.Next(60) : random.Next(65_536))], size);
    }

    [Fact]
    public async Task Images_of_an_area_or_a_cluster_are_listed_filtered_and_sorted_like_any_others()
    {
        await MakeAsync("00000001");
        var map = await GetAsync("/v1/map");
        Assert.Equal(Count, (await GetAsync("/v1/images?area=0,0,65535,0,65535,65535,0,65535&limit=200")).GetProperty("total").GetInt32() + Border(map));
        var inside = await GetAsync("/v1/images?cluster=1&sort=@id&order=desc&limit=3");
        Assert.Equal(30, inside.GetProperty("total").GetInt32());
        var ids = map.GetProperty("ids").EnumerateArray().Select(id => id.GetString()!).ToArray();
        var members = ids.Where((_, i) => Numbers(map, "cluster")[i] == 1).ToList();
        Assert.All(inside.GetProperty("items").EnumerateArray(), item => Assert.Contains(Text(item, "id"), members));
        var filter = Uri.EscapeDataString("""{"column":"tenth","eq":"3"}""");
        Assert.Equal(members.Count(id => id.EndsWith('3')), (await GetAsync($"/v1/images?cluster=1&filter={filter}")).GetProperty("total").GetInt32());
        Assert.Equal(0, (await GetAsync("/v1/images?area=1,65000,2,65000,2,65001")).GetProperty("total").GetInt32());
        await RefusedAsync("/v1/images?cluster=99", HttpStatusCode.NotFound, "There is no cluster 99: the map has 3");
        await RefusedAsync("/v1/images?area=1,2,3,4", HttpStatusCode.BadRequest, "it has 4 numbers; it must be 3..100 corners");
        await RefusedAsync("/v1/images?area=1,2,3,4,5,70000", HttpStatusCode.BadRequest, "'70000' is not a number of 0..65535");
        await RefusedAsync("/v1/images?cluster=0&spread=true", HttpStatusCode.BadRequest, "omit sort, area and cluster");
    }

    [Fact]
    public async Task More_images_than_the_limit_are_reported()
    {
        await new MapMaker(new DataLayout(_server.DataFolder), TimeProvider.System).UpdateAsync("builtin", "00000001", new MapEffort(1, Count - 1), default);
        Assert.Contains($"more than {Count - 1} images (Map:MaxImages)", Text(await GetAsync("/v1/map"), "message"), StringComparison.Ordinal);
    }

    // The right and the lower edge of a polygon are not inside it.
    private static int Border(JsonElement map) => Enumerable.Range(0, Count).Count(i => Numbers(map, "x")[i] == 65_535 || Numbers(map, "y")[i] == 65_535);

    private static int[] Numbers(JsonElement answer, string field) => [.. answer.GetProperty(field).EnumerateArray().Select(number => number.GetInt32())];

    private static string Text(JsonElement element, string field) => element.GetProperty(field).GetString()!;

    private async Task<JsonElement> GetAsync(string path)
    {
        using var json = JsonDocument.Parse(await _client.GetStringAsync(path));
        return json.RootElement.Clone();
    }

    private async Task RefusedAsync(string path, HttpStatusCode status, string sentence)
    {
        using var response = await _client.GetAsync(path);
        Assert.Equal(status, response.StatusCode);
        Assert.Contains(sentence, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> SendAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await _client.SendAsync(request);
    }

    private async Task MakeAsync(string version) =>
        Assert.NotNull(await new MapMaker(new DataLayout(_server.DataFolder), TimeProvider.System).UpdateAsync("builtin", version, new MapEffort(2, 1000), default));

    // Three groups of images in three directions.
    private Task PublishAsync(int count) => _server.PublishVectorsAsync("builtin", count, Fill);

    private static void Fill(int i, float[] vector)
    {
        var random = new Random(i);
        for (var at = 0; at < vector.Length; at++)
            vector[at] = (at % 3 == i % 3 ? 1 : 0) + (0.3f * random.NextSingle());
    }
}
