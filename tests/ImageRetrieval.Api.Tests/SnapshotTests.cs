using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace ImageRetrieval.Api.Tests;

/// <summary>Published versions of an index: their list, searches in one of them, and what differs between two.</summary>
public sealed class SnapshotTests
{
    private const string First = "00000001";
    private const string Second = "00000002";

    [Fact]
    public async Task The_versions_are_described_newest_first()
    {
        await using var server = await StartAsync();
        using var client = server.CreateClient();
        await WaitAsync(client);
        var snapshots = (await JsonAsync(client, "/v1/snapshots")).GetProperty("snapshots").EnumerateArray().ToArray();

        Assert.Equal(
            [(Second, true, false, true, 35), (First, false, false, true, 30)],
            snapshots.Select(one => (one.GetProperty("version").GetString(), one.GetProperty("isCurrent").GetBoolean(), one.GetProperty("isPinned").GetBoolean(), one.GetProperty("isSearchable").GetBoolean(), one.GetProperty("images").GetInt32())));
        Assert.All(snapshots, one =>
        {
            Assert.Equal("builtin", one.GetProperty("model").GetString());
            Assert.StartsWith("builtin-", one.GetProperty("embeddingSpace").GetString(), StringComparison.Ordinal);
            Assert.InRange(one.GetProperty("bytes").GetInt64(), 1000, long.MaxValue);
            Assert.InRange(DateTimeOffset.UtcNow - one.GetProperty("created").GetDateTimeOffset(), TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(5));
        });
        Assert.NotEqual(snapshots[0].GetProperty("contentHash").GetString(), snapshots[1].GetProperty("contentHash").GetString());
    }

    [Fact]
    public async Task A_search_that_names_a_snapshot_is_answered_from_it()
    {
        await using var server = await StartAsync();
        using var client = server.CreateClient();
        await WaitAsync(client);

        var (older, newer) = (await SearchAsync(client, First), await SearchAsync(client, Second));
        Assert.Equal((First, Second), (older.GetProperty("snapshotVersion").GetString(), newer.GetProperty("snapshotVersion").GetString()));
        Assert.Equal(Enumerable.Range(1, 30).Select(id => $"{id}"), IdsOf(older).OrderBy(int.Parse));
        Assert.Equal(Enumerable.Range(6, 35).Select(id => $"{id}"), IdsOf(newer).OrderBy(int.Parse));
        Assert.Equal(newer.GetProperty("hits").ToString(), (await SearchAsync(client, null)).GetProperty("hits").ToString());
        Assert.Equal(First, (await JsonAsync(client, $"/v1/images/2/similar?snapshot={First}")).GetProperty("snapshotVersion").GetString());
    }

    [Fact]
    public async Task A_picture_that_only_an_older_snapshot_holds_is_served_while_requests_name_that_snapshot()
    {
        await using var server = await StartAsync();
        using var client = server.CreateClient();
        await WaitAsync(client);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(new Uri("/v1/images/2/thumbnail", UriKind.Relative))).StatusCode);
        await SearchAsync(client, First);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/v1/images/2/thumbnail", UriKind.Relative))).StatusCode);
        Assert.Equal(Pictures.Bytes(2), await client.GetByteArrayAsync(new Uri("/v1/images/2/original", UriKind.Relative)));
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(new Uri("/v1/images/41/thumbnail", UriKind.Relative))).StatusCode);
    }

    [Theory]
    [InlineData("00000009")]
    [InlineData("")]
    [InlineData("../builtin/00000001")]
    public async Task A_search_in_a_snapshot_that_is_not_kept_is_not_found(string version)
    {
        await using var server = await StartAsync();
        using var client = server.CreateClient();
        await WaitAsync(client);
        using var response = await client.PostAsJsonAsync("/v1/search", new { snapshot = version, queries = new[] { new { id = "7" } } });
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("GET /v1/snapshots lists those that are kept", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_snapshot_of_other_weights_is_listed_and_cannot_be_searched()
    {
        await using var server = new ApiServer();
        await server.PublishAsync(Pictures.All().Take(10), space: "builtin/0123456789ab/1/884");
        await server.PublishAsync(Pictures.All().Take(20));
        using var client = server.CreateClient();
        await WaitAsync(client);
        Assert.False((await JsonAsync(client, "/v1/snapshots")).GetProperty("snapshots")[1].GetProperty("isSearchable").GetBoolean());
        using var response = await client.PostAsJsonAsync("/v1/search", new { snapshot = First, queries = new[] { new { id = "7" } } });
        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Contains("other weights", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(10, (await JsonAsync(client, $"/v1/snapshots/changes?from={First}")).GetProperty("added").GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_damaged_snapshot_is_a_conflict_and_its_reason_is_logged()
    {
        await using var server = await StartAsync();
        using var client = server.CreateClient();
        await WaitAsync(client);
        var path = Path.Combine(server.DataFolder, "snapshots", "builtin", First, "items");
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[bytes.Length * 3 / 4] ^= 0x40;
        await File.WriteAllBytesAsync(path, bytes);
        using var response = await client.PostAsJsonAsync("/v1/search", new { snapshot = First, queries = new[] { new { id = "7" } } });
        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.DoesNotContain(server.DataFolder, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains(server.Log.Lines, line => line.Text.Contains("was requested and cannot be used", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_added_removed_and_changed_between_two_snapshots_is_counted_and_listed()
    {
        await using var server = await StartAsync();
        using var client = server.CreateClient();
        await WaitAsync(client);

        var changes = await JsonAsync(client, $"/v1/snapshots/changes?from={First}&limit=3");
        Assert.Equal((First, Second, "builtin"), (changes.GetProperty("from").GetString(), changes.GetProperty("to").GetString(), changes.GetProperty("model").GetString()));
        Assert.Equal((10, 3), CountsOf(changes, "added"));
        Assert.Equal((5, 3), CountsOf(changes, "removed"));
        Assert.Equal((1, 1), CountsOf(changes, "changed"));
        Assert.Equal(("20", "new"), (changes.GetProperty("changed").GetProperty("items")[0].GetProperty("id").GetString(), changes.GetProperty("changed").GetProperty("items")[0].GetProperty("metadata").GetProperty("note").GetString()));

        var none = await JsonAsync(client, $"/v1/snapshots/changes?from={First}&to={First}");
        Assert.All((string[])["added", "removed", "changed"], kind => Assert.Equal((0, 0), CountsOf(none, kind)));
        using var unknown = await client.GetAsync(new Uri("/v1/snapshots/changes?from=00000009", UriKind.Relative));
        using var tooMany = await client.GetAsync(new Uri($"/v1/snapshots/changes?from={First}&limit=201", UriKind.Relative));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.BadRequest), (unknown.StatusCode, tooMany.StatusCode));
    }

    /// <summary>Two snapshots: pictures 1 to 30, then 6 to 40, of which 20 has another column.</summary>
    private static async Task<ApiServer> StartAsync()
    {
        var server = new ApiServer();
        await server.PublishAsync(Pictures.All().Take(30), columns: id => Note("old"));
        await server.PublishAsync(Pictures.All().Skip(5).Take(35), columns: id => Note(id == "20" ? "new" : "old"));
        return server;
    }

    private static Dictionary<string, string> Note(string value) => new() { ["note"] = value };

    private static Task<string> WaitAsync(HttpClient client) =>
        ApiServer.UntilAsync(client, "/v1/models", answer => answer.Contains($"\"snapshotVersion\":\"{Second}\"", StringComparison.Ordinal));

    private static (int Total, int Listed) CountsOf(JsonElement changes, string kind) =>
        (changes.GetProperty(kind).GetProperty("total").GetInt32(), changes.GetProperty(kind).GetProperty("items").GetArrayLength());

    private static IEnumerable<string> IdsOf(JsonElement answer) => answer.GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("id").GetString()!);

    private static async Task<JsonElement> SearchAsync(HttpClient client, string? snapshot)
    {
        using var response = await client.PostAsJsonAsync("/v1/search", new { snapshot, k = 100, dedupe = false, ranking = "cosine", queries = new[] { new { image = Pictures.Bytes(41) } } });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task<JsonElement> JsonAsync(HttpClient client, string path) => await client.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative));
}
