using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using ImageRetrieval.Collection;
using ImageRetrieval.Collection.Duplicates;
using ImageRetrieval.Collection.Embedded;
using ImageRetrieval.Collection.Embedded.Duplicates;
using ImageRetrieval.Fixtures;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Fingerprints;

namespace ImageRetrieval.Api.Tests;

/// <summary>Copies among indexed pictures: lists, checks and folded hits, over files as the Worker publishes them.</summary>
public sealed class DuplicateTests : IAsyncLifetime
{
    // Three sizes of one picture, the largest twice; then others.
    private static readonly (string Id, string Name, byte[] Bytes)[] s_pictures =
    [
        ("big", "big.png", DrawnPictures.Png(1, 200)), ("same", "same.png", DrawnPictures.Png(1, 200)), ("small", "small.png", DrawnPictures.Png(1, 100)), ("crop", "crop.png", DrawnPictures.Png(1, 180, inset: 5)),
        .. Enumerable.Range(2, 8).Select(seed => ($"other{seed}", $"other{seed}.png", DrawnPictures.Png(seed, 120))),
    ];

    private readonly ApiServer _server = new();
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        await _server.PublishAsync(s_pictures);
        _client = _server.CreateClient();
        await ApiServer.WaitForReadyAsync(_client);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    private string FileOfPairs => new DataLayout(_server.DataFolder).DuplicatesOf("builtin");

    [Fact]
    public async Task Groups_come_with_the_one_to_keep_and_how_the_others_are_copies_of_it()
    {
        Publish();
        var answer = await GetAsync("/v1/duplicates");

        Assert.Equal(("builtin", "edited", "complete", "00000001", 1), (Text(answer, "model"), Text(answer, "level"), Text(answer, "state"), Text(answer, "snapshotVersion"), answer.GetProperty("total").GetInt32()));
        Assert.Equal(0.905, answer.GetProperty("threshold").GetDouble());
        var group = answer.GetProperty("groups")[0];
        Assert.Equal((4, "big", "mostPixels"), (group.GetProperty("images").GetInt32(), Text(group.GetProperty("keep"), "id"), Text(group.GetProperty("keep"), "reason")));
        Assert.Equal([("big", "bytes"), ("same", "bytes"), ("small", "picture"), ("crop", "edited")], group.GetProperty("members").EnumerateArray().Select(member => (Text(member, "id"), Text(member, "level"))));
        var small = group.GetProperty("members")[2];
        Assert.Equal((100, s_pictures[2].Bytes.Length), (small.GetProperty("width").GetInt32(), small.GetProperty("bytes").GetInt32()));
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync(Text(small, "thumbnail"))).StatusCode);

        Assert.Equal(3, (await GetAsync("/v1/duplicates?level=picture")).GetProperty("groups")[0].GetProperty("images").GetInt32());
        Assert.Equal(2, (await GetAsync("/v1/duplicates?level=bytes")).GetProperty("groups")[0].GetProperty("images").GetInt32());
        Assert.Equal(1, (await GetAsync("/v1/duplicates?members=1")).GetProperty("groups")[0].GetProperty("members").GetArrayLength());
    }

    [Theory]
    [InlineData("level=same", "level is 'same'")]
    [InlineData("threshold=0.5", "threshold is 0.5; it must be 0.88..1.")]
    [InlineData("threshold=NaN", "threshold is NaN")]
    [InlineData("limit=0", "limit must be 1..200")]
    [InlineData("offset=-1", "offset 0 or more")]
    [InlineData("members=1001", "members is 1001")]
    [InlineData("model=alexnet", "no model 'alexnet'")]
    public async Task What_is_wrong_with_a_list_is_a_problem_document(string query, string sentence)
    {
        using var response = await _client.GetAsync("/v1/duplicates?" + query);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(sentence, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_file_nothing_was_searched_for_and_a_damaged_one_is_reported()
    {
        Assert.Equal("none", Text(await GetAsync("/v1/duplicates"), "state"));
        Publish();
        Assert.Equal("complete", Text(await GetAsync("/v1/duplicates"), "state"));
        await File.WriteAllBytesAsync(FileOfPairs, (await File.ReadAllBytesAsync(FileOfPairs))[..^7]);

        var answer = await GetAsync("/v1/duplicates");
        Assert.Equal(("unavailable", 0), (Text(answer, "state"), answer.GetProperty("total").GetInt32()));
        Assert.Contains("cannot be read", Text(answer, "message"), StringComparison.Ordinal);
        var check = await CheckAsync(s_pictures[2].Bytes, "picture");
        Assert.Equal((1, false), (check.GetProperty("copies").GetArrayLength(), check.GetProperty("complete").GetBoolean()));
    }

    [Fact]
    public async Task A_search_for_duplicates_in_progress_is_reported()
    {
        Publish(searched: 5);
        var answer = await GetAsync("/v1/duplicates");
        Assert.Equal(("computing", 5, 11), (Text(answer, "state"), answer.GetProperty("searched").GetInt32(), answer.GetProperty("files").GetInt32()));
        Assert.Contains("6 of 11 files", Text(answer, "message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_pages_of_a_list_stay_those_of_its_version_while_a_new_file_is_published()
    {
        Publish(extraGroups: 3);
        var first = await GetAsync("/v1/duplicates?limit=2");
        var version = Text(first, "version");
        Publish(created: DateTimeOffset.UnixEpoch.AddDays(1));

        var second = await GetAsync($"/v1/duplicates?limit=2&offset=2&version={version}");
        Assert.Equal((version, 4, 2), (Text(second, "version"), second.GetProperty("total").GetInt32(), second.GetProperty("groups").GetArrayLength()));
        Assert.Equal(1, (await GetAsync("/v1/duplicates")).GetProperty("total").GetInt32());
        using var gone = await _client.GetAsync("/v1/duplicates?version=00000000-1");
        Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
    }

    [Fact]
    public async Task A_check_finds_the_copies_of_an_upload_and_none_of_a_foreign_picture()
    {
        Publish();
        var copies = (await CheckAsync(DrawnPictures.Png(1, 150))).GetProperty("copies").EnumerateArray().ToList();
        Assert.Equal(["big", "same", "small"], copies.Where(copy => Text(copy, "level") == "picture").Select(copy => Text(copy, "id")).Order());
        Assert.Equal("crop", Text(copies[^1], "id"));
        Assert.All(copies, copy => Assert.InRange(copy.GetProperty("similarity").GetDouble(), 0.905, 1));

        var same = (await CheckAsync(s_pictures[0].Bytes, "bytes")).GetProperty("copies").EnumerateArray().ToList();
        Assert.Equal([("big", "bytes", 1.0), ("same", "bytes", 1.0)], same.Select(copy => (Text(copy, "id"), Text(copy, "level"), copy.GetProperty("similarity").GetDouble())));
        Assert.Equal(0, (await CheckAsync(DrawnPictures.Png(99, 150))).GetProperty("copies").GetArrayLength());
    }

    [Fact]
    public async Task A_check_accepts_JSON_and_reports_missing_fingerprints()
    {
        using var response = await _client.PostAsJsonAsync("/v1/duplicates/check", new { image = s_pictures[4].Bytes, limit = 3 });
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.False(answer.GetProperty("complete").GetBoolean());
        Assert.Contains("has not computed fingerprints yet", Text(answer, "message"), StringComparison.Ordinal);
        Assert.Equal(["other2"], answer.GetProperty("copies").EnumerateArray().Select(copy => Text(copy, "id")));
    }

    [Fact]
    public async Task A_check_is_answered_in_MessagePack_as_in_JSON()
    {
        Publish();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/duplicates/check") { Content = JsonContent.Create(new { image = s_pictures[0].Bytes, level = "bytes" }) };
        request.Headers.Accept.ParseAdd("application/x-msgpack");
        using var response = await _client.SendAsync(request);
        using var answer = JsonDocument.Parse(MessagePack.MessagePackSerializer.ConvertToJson(await response.Content.ReadAsByteArrayAsync()));
        Assert.Equal(s_pictures[0].Bytes.Length, answer.RootElement.GetProperty("copies")[0].GetProperty("bytes").GetInt32());
    }

    [Theory]
    [InlineData("""{"image":"AAAA","level":"x"}""", "level is 'x'")]
    [InlineData("""{"image":"AAAA","threshold":2}""", "threshold is 2")]
    [InlineData("""{"image":"AAAA","limit":0}""", "limit is 0")]
    [InlineData("""{"image":"AAAA"}""", "not an image")]
    [InlineData("""{"level":"edited"}""", "no picture")]
    [InlineData("""{"image":"AAAA","url":"http://a.test/b.png"}""", "an image and a url")]
    [InlineData("""{"image":"AAAA","k":3}""", "unknown")]
    public async Task What_is_wrong_with_a_check_is_a_problem_document(string body, string sentence)
    {
        using var response = await _client.PostAsync("/v1/duplicates/check", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(sentence, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hits_that_are_copies_are_folded_into_the_best_of_them()
    {
        Publish();
        var hits = await SearchAsync(new { k = 3, group = "edited", queries = new[] { new { id = "other2" } } });
        Assert.Equal(3, hits.Count);
        var all = await SearchAsync(new { k = 12, group = "edited", queries = new[] { new { id = "other2" } } });
        // Twelve images, one the query's own, three of four folded.
        Assert.Equal(8, all.Count);
        var folded = Assert.Single(all, hit => hit.GetProperty("copies").GetProperty("count").GetInt32() > 0);
        Assert.Equal(["big", "crop", "same", "small"], folded.GetProperty("copies").GetProperty("ids").EnumerateArray().Select(id => id.GetString()!).Append(Text(folded, "id")).Order());

        Assert.Equal(10, (await SearchAsync(new { k = 12, group = "bytes", queries = new[] { new { id = "other2" } } })).Count);
        Assert.Equal(11, (await SearchAsync(new { k = 12, group = "none", queries = new[] { new { id = "other2" } } })).Count);
        var today = await SearchAsync(new { k = 12, queries = new[] { new { id = "other2" } } });
        Assert.Equal(10, today.Count);
        Assert.All(today, hit => Assert.Equal(JsonValueKind.Null, hit.GetProperty("copies").ValueKind));
        using var wrong = await _client.PostAsJsonAsync("/v1/search", new { group = "x", queries = new[] { new { id = "big" } } });
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    private async Task<List<JsonElement>> SearchAsync(object request)
    {
        using var response = await _client.PostAsJsonAsync("/v1/search", request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return [.. (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("hits").EnumerateArray()];
    }

    private async Task<JsonElement> CheckAsync(byte[] picture, string level = "edited") =>
        (await Answer.PostAsync(_client, "/v1/duplicates/check", picture, "q.png", "image/png", ("level", level))).Json;

    private async Task<JsonElement> GetAsync(string path)
    {
        using var json = JsonDocument.Parse(await _client.GetStringAsync(path));
        return json.RootElement.Clone();
    }

    private static string Text(JsonElement element, string field) => element.GetProperty(field).GetString()!;

    /// <summary>Publishes the fingerprints and pairs of <see cref="s_pictures"/>; other pairs among the others make further groups.</summary>
    private void Publish(int searched = 11, int extraGroups = 0, DateTimeOffset created = default)
    {
        var decoder = new ImageDecoder();
        using var store = FingerprintStore.Open(new DataLayout(_server.DataFolder).Fingerprints, PictureFingerprint.Space, PictureFingerprint.Bytes);
        var bytes = new byte[PictureFingerprint.Bytes];
        var contents = new List<(KnownContent Content, string[] Ids)>();
        foreach (var same in s_pictures.GroupBy(picture => ContentKey.Read(SHA256.HashData(picture.Bytes))))
        {
            using var pixels = decoder.Decode(same.First().Bytes, PictureFingerprint.Geometry);
            PictureFingerprint.Of(pixels).Write(bytes);
            store.Append(same.Key, bytes);
            store.TryFind(same.Key, out var record);
            var info = decoder.ReadInfo(same.First().Bytes);
            contents.Add((new KnownContent
            {
                Key = same.Key, Hash = store.ReadHead(record), Bytes = same.First().Bytes.Length, Width = info.Width, Height = info.Height, Fingerprint = record, Images = same.Count(), Format = ContentFormat.Png, IsSearched = true,
            }, [.. same.Select(picture => picture.Id)]));
        }
        contents.Sort((one, other) => one.Content.Key.CompareTo(other.Content.Key));
        int Number(string id) => contents.FindIndex(content => content.Ids.Contains(id));
        DuplicatePair Pair(string one, string other, CopyEvidence evidence) => new(Math.Min(Number(one), Number(other)), Math.Max(Number(one), Number(other)), evidence);
        var same_ = new CopyEvidence(0.99f, 0.999f, 0, 1, 1, true);
        var edited = new CopyEvidence(0.96f, 0.97f, 20, 30, 5, true);
        DuplicatePair[] pairs =
        [
            .. new[] { Pair("big", "small", same_), Pair("big", "crop", edited), Pair("small", "crop", edited) }
                .Concat(Enumerable.Range(0, extraGroups).Select(i => Pair($"other{2 + (2 * i)}", $"other{3 + (2 * i)}", edited)))
                .OrderBy(pair => pair.First).ThenBy(pair => pair.Second),
        ];
        var head = new DuplicatesHead
        {
            Model = "builtin", EmbeddingSpace = "any", FingerprintSpace = PictureFingerprint.Space, SnapshotVersion = "00000001", RuleVersion = DuplicateRule.Version,
            IsLinked = true, Created = created == default ? DateTimeOffset.UnixEpoch : created, Searched = searched, WithoutFingerprint = 0,
        };
        DuplicatesWriter.Write(FileOfPairs, head, [.. contents.Select(content => content.Content)], number => contents[number].Ids, pairs);
    }
}
