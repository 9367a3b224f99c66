using System.Text;
using Microsoft.Extensions.Logging;

namespace ImageRetrieval.Api.Tests;

/// <summary>MessagePack that nobody should send: each gets a clean 4xx with a reason, and the log stays calm.</summary>
public sealed class MessagePackHostileTests(HostileInputTests.Fixture fixture) : IClassFixture<HostileInputTests.Fixture>
{
    private const int Dimension = 884;

    public static TheoryData<string, byte[], int, string> Bodies() => new()
    {
        { "nothing", [], 400, "truncated" },
        { "nil", [0xC0], 400, "nil" },
        { "a number", [0x01], 400, "not a map" },
        { "a list", [0x90], 400, "not a map" },
        { "a code that does not exist", [0xC1], 400, "unknown code" },
        { "a timestamp", [0xD6, 0xFF, 0, 0, 0, 0], 400, "extension" },
        { "JSON", "{\"k\":1}"u8.ToArray(), 400, "ends at byte 1" },
        { "cut off", MessagePackTests.Encode(Query(("id", "1")))[..^1], 400, "truncated" },
        { "behind the end", [.. MessagePackTests.Encode(Query(("id", "1"))), 0xC0], 400, "nothing after it" },
        { "a map that claims 2^32 fields", [0xDF, 0xFF, 0xFF, 0xFF, 0xFF], 400, "a length is invalid" },
        { "a list that claims 2^32 elements", Field("queries", [0xDD, 0xFF, 0xFF, 0xFF, 0xFF]), 400, "a length is invalid" },
        { "a text that claims 2^32 bytes", Field("model", [0xDB, 0xFF, 0xFF, 0xFF, 0xFF]), 400, "a length is invalid" },
        { "a binary that claims 2^31 bytes", Field("model", [0xC6, 0x7F, 0xFF, 0xFF, 0xFF]), 400, "a length is invalid" },
        { "deep lists", Field("filter", [.. Enumerable.Repeat((byte)0x91, 100_000), 0xC0]), 400, "deeper than 32" },
        { "deep maps", Field("filter", [.. Enumerable.Repeat(new byte[] { 0x81, 0xA1, (byte)'a' }, 50_000).SelectMany(level => level), 0xC0]), 400, "deeper than 32" },
        { "a key that is a number", [0x81, 0x01, 0x01], 400, "key of a map" },
        { "a repeated key", [0x82, 0xA1, (byte)'k', 1, 0xA1, (byte)'k', 2], 400, "repeated" },
        { "an unknown key", Field("kk", [1]), 400, "$.kk" },
        { "text that is no UTF-8", Field("model", [0xA2, 0xC3, 0x28]), 400, "UTF-8" },
        { "a key that is no UTF-8", [0x81, 0xA2, 0xC3, 0x28, 1], 400, "UTF-8" },
        { "control characters that grow six times", Field("model", [0xDB, 0, 2, 0x71, 0, .. new byte[160_000], 0xC0]), 400, "" },
        { "k as text", Field("k", [0xA1, (byte)'5']), 400, "$.k" },
        { "k as binary", Field("k", [0xC4, 1, 5]), 400, "$.k" },
        { "k beyond 64 bits", Field("k", [0xCF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]), 400, "$.k" },
        { "k not finite", Field("k", [0xCA, 0x7F, 0xC0, 0, 0]), 400, "not finite" },
        { "no query", MessagePackTests.Encode(MessagePackTests.Map(("k", 1))), 400, "0 queries" },
        { "17 queries", MessagePackTests.Encode(MessagePackTests.Map(("queries", Enumerable.Repeat(MessagePackTests.Map(("id", "1")), 17).ToArray()))), 400, "17 queries" },
        { "a picture as text that is not base64", MessagePackTests.Encode(Query(("image", "!!!"))), 400, "queries[0].image" },
        { "no picture", MessagePackTests.Encode(Query(("image", new byte[3]))), 400, "" },
        { "an embedding of 7 bytes", MessagePackTests.Encode(Query(("embedding", new byte[7]))), 400, "multiple of 4" },
        { "an embedding of 3 components", MessagePackTests.Encode(Query(("embedding", new byte[12]))), 400, "has 3 components" },
        { "an embedding of zeros", MessagePackTests.Encode(Query(("embedding", new byte[Dimension * 4]))), 400, "no direction" },
        { "an embedding with NaN", MessagePackTests.Encode(Query(("embedding", MessagePackTests.Bytes([.. Enumerable.Repeat(float.NaN, Dimension)])))), 400, "no direction" },
        { "an embedding with an infinite component", MessagePackTests.Encode(Query(("embedding", MessagePackTests.Bytes([float.PositiveInfinity, .. new float[Dimension - 1]])))), 400, "no direction" },
        { "a list with NaN", MessagePackTests.Encode(Query(("embedding", Enumerable.Repeat(float.NaN, Dimension).ToArray()))), 400, "not finite" },
        { "a list beyond float", MessagePackTests.Encode(Query(("embedding", new double[] { 1e300 }))), 400, "queries[0].embedding" },
        { "a list of texts", MessagePackTests.Encode(Query(("embedding", new[] { "1" }))), 400, "queries[0].embedding" },
        { "an unknown id", MessagePackTests.Encode(Query(("id", "none"))), 404, "'none'" },
        { "more than the limit", MessagePackTests.Encode(Query(("image", new byte[200_001]))), 413, "200000" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_search_as_MessagePack(string what, byte[] body, int status, string reason)
    {
        using var response = await fixture.Client.PostAsync(new Uri("/v1/search", UriKind.Relative), MessagePackTests.Content(body, "application/x-msgpack"));
        var text = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == status, $"{what}: {(int)response.StatusCode} {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains(reason, System.Text.Json.Nodes.JsonNode.Parse(text)!["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.All((string[])["Exception", " at ImageRetrieval", "System."], inside => Assert.DoesNotContain(inside, text, StringComparison.Ordinal));
        Assert.DoesNotContain(fixture.Log.Lines, line => line.Level > LogLevel.Warning);
    }

    [Fact]
    public async Task Every_truncated_request_is_rejected()
    {
        var whole = MessagePackTests.Encode(Query(("embedding", new float[] { 1, 2, 3 })));
        for (var length = 0; length < whole.Length; length++)
        {
            using var response = await fixture.Client.PostAsync(new Uri("/v1/search", UriKind.Relative), MessagePackTests.Content(whole[..length], "application/x-msgpack"));
            Assert.True((int)response.StatusCode == 400, $"{length} bytes: {(int)response.StatusCode}");
        }
    }

    private static Dictionary<string, object?> Query(params (string Name, object? Value)[] fields) => MessagePackTests.Map(("queries", new[] { MessagePackTests.Map(fields) }));

    private static byte[] Field(string name, byte[] value) => [0x81, (byte)(0xA0 + name.Length), .. Encoding.UTF8.GetBytes(name), .. value];
}
