using System.Net;
using ImageRetrieval.Fixtures;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Api.Tests;

/// <summary>A damaged newest snapshot, going back to an older one, and the order of versions.</summary>
public sealed class DamagedSnapshotTests
{
    private const string Problem = "cannot be used";

    [Theory]
    [InlineData("items")]
    [InlineData("vectors")]
    [InlineData("graph")]
    [InlineData("codes")]
    [InlineData("manifest.json")]
    public async Task After_a_start_the_newest_good_snapshot_serves_and_health_tells(string file)
    {
        await using var server = new ApiServer();
        await PublishAsync(server, 3);
        await PublishAsync(server, 4);
        Damage(server, "00000002", file);

        using var client = server.CreateClient();
        await UntilCurrentAsync(client, "00000001", images: 3);
        var health = await HealthAsync(client, HttpStatusCode.OK, "Degraded");
        Assert.Contains("00000001 is used", health, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/v1/images/1/similar")).StatusCode);
        Assert.Single(server.Log.Lines, line => line.Text.Contains("was rejected", StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_every_snapshot_is_damaged_health_is_503_until_a_good_one_is_published()
    {
        await using var server = new ApiServer();
        await PublishAsync(server, 3);
        await PublishAsync(server, 4);
        Damage(server, "00000001", "items");
        Damage(server, "00000002", "graph");

        using var client = server.CreateClient();
        Assert.Contains("Nothing can be searched", await HealthAsync(client, HttpStatusCode.ServiceUnavailable, "Nothing"), StringComparison.Ordinal);
        using var refused = await client.GetAsync("/v1/images/1/similar");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Contains(Problem, await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        await PublishAsync(server, 5);
        await UntilCurrentAsync(client, "00000003", images: 5);
        await HealthAsync(client, HttpStatusCode.OK, "Healthy");
    }

    [Fact]
    public async Task A_rejected_version_is_known_by_its_content_so_a_repaired_one_is_used()
    {
        await using var server = new ApiServer();
        await PublishAsync(server, 3);
        await PublishAsync(server, 4);
        var mend = Damage(server, "00000002", "items");
        using var client = server.CreateClient();
        await UntilCurrentAsync(client, "00000001", images: 3);

        mend();
        await UntilCurrentAsync(client, "00000002", images: 4);
        await HealthAsync(client, HttpStatusCode.OK, "Healthy");
    }

    [Fact]
    public async Task A_version_that_is_rebuilt_under_its_number_is_used()
    {
        await using var server = new ApiServer();
        await PublishAsync(server, 3);
        using var client = server.CreateClient();
        await UntilCurrentAsync(client, "00000001", images: 3);

        await using var other = new ApiServer();
        await PublishAsync(other, 5);
        Directory.Move(Folder(server, "00000001"), Path.Combine(server.DataFolder, "old"));
        Directory.Move(Folder(other, "00000001"), Folder(server, "00000001"));
        await UntilCurrentAsync(client, "00000001", images: 5);
    }

    [Fact]
    public async Task Whoever_removes_the_newest_snapshot_goes_back_to_the_one_before()
    {
        await using var server = new ApiServer();
        await PublishAsync(server, 3);
        await PublishAsync(server, 4);
        using var client = server.CreateClient();
        await UntilCurrentAsync(client, "00000002", images: 4);

        Directory.Move(Folder(server, "00000002"), Path.Combine(server.DataFolder, "aside"));
        await UntilCurrentAsync(client, "00000001", images: 3);
        await HealthAsync(client, HttpStatusCode.OK, "Healthy");
        Directory.Move(Path.Combine(server.DataFolder, "aside"), Folder(server, "00000002"));
        await UntilCurrentAsync(client, "00000002", images: 4);
    }

    [Fact]
    public async Task A_current_snapshot_without_its_folder_stays_in_use_when_the_newer_one_is_damaged()
    {
        await using var server = new ApiServer();
        await PublishAsync(server, 2);
        await PublishAsync(server, 3);
        using var client = server.CreateClient();
        await UntilCurrentAsync(client, "00000002", images: 3);
        var (manifest, copy) = (Path.Combine(Folder(server, "00000002"), "manifest.json"), Folder(server, "00000003"));
        Directory.Move(Folder(server, "00000002"), copy);
        await File.WriteAllTextAsync(Path.Combine(copy, "manifest.json"), "{}");
        await ApiServer.UntilAsync(client, "/v1/models", answer => answer.Contains(Problem, StringComparison.Ordinal));
        Assert.False(File.Exists(manifest));
        await UntilCurrentAsync(client, "00000002", images: 3);
    }

    [Fact]
    public async Task Versions_are_in_the_order_of_their_numbers()
    {
        await using var server = new ApiServer();
        await PublishAsync(server, 2);
        Directory.Move(Folder(server, "00000001"), Folder(server, "00000009"));
        await PublishAsync(server, 3);
        using var client = server.CreateClient();
        await UntilCurrentAsync(client, "00000010", images: 3);
        var list = await client.GetStringAsync("/v1/snapshots");
        Assert.True(list.IndexOf("00000010", StringComparison.Ordinal) < list.IndexOf("00000009", StringComparison.Ordinal), list);
        Assert.Contains("\"version\":\"00000010\",\"isCurrent\":true", list, StringComparison.Ordinal);
    }

    private static Task<Manifest> PublishAsync(ApiServer server, int images) =>
        server.PublishAsync(Enumerable.Range(1, images).Select(i => ($"{i}", $"{i}.png", TestImages.Random(i))));

    private static string Folder(ApiServer server, string version) => Path.Combine(server.DataFolder, "snapshots", "builtin", version);

    /// <summary>Turns some bits; the result turns them back.</summary>
    private static Action Damage(ApiServer server, string version, string file)
    {
        var path = Path.Combine(Folder(server, version), file);
        Turn(path);
        return () => Turn(path);
    }

    private static void Turn(string path)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length * 3 / 4] ^= 0x40;
        File.WriteAllBytes(path, bytes);
    }

    private static Task<string> UntilCurrentAsync(HttpClient client, string version, int images) => ApiServer.UntilAsync(client, "/v1/models", answer =>
        answer.Contains($"\"snapshotVersion\":\"{version}\"", StringComparison.Ordinal) && answer.Contains($"\"images\":{images},", StringComparison.Ordinal));

    private static async Task<string> HealthAsync(HttpClient client, HttpStatusCode status, string word)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            using var response = await client.GetAsync("/health", limit.Token);
            var text = await response.Content.ReadAsStringAsync(limit.Token);
            if (response.StatusCode == status && text.Contains(word, StringComparison.Ordinal))
                return text;
            await Task.Delay(20, limit.Token);
        }
    }
}
