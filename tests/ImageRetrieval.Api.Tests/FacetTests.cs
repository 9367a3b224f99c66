using System.Text.Json;

namespace ImageRetrieval.Api.Tests;

public sealed class FacetTests(V1Fixture fixture) : IClassFixture<V1Fixture>
{
    [Fact]
    public async Task Columns_come_with_their_most_frequent_values_first_and_numbers_with_their_ends()
    {
        var answer = await GetAsync("/v1/facets?model=builtin&values=3");
        Assert.Equal(("builtin", Pictures.Count), (answer.GetProperty("model").GetString(), answer.GetProperty("count").GetInt32()));
        Assert.Equal("00000001", answer.GetProperty("snapshot").GetString());
        var columns = answer.GetProperty("columns");
        Assert.Equal(["kind", "year"], columns.EnumerateArray().Select(column => column.GetProperty("column").GetString()));

        Assert.Equal(("text", 2), (columns[0].GetProperty("type").GetString(), columns[0].GetProperty("distinct").GetInt32()));
        Assert.Equal([("common", 30), ("rare", 10)], Values(columns[0]));
        Assert.False(columns[0].TryGetProperty("min", out _));

        Assert.Equal(("number", 40, 1981.0, 2020.0), (columns[1].GetProperty("type").GetString(), columns[1].GetProperty("distinct").GetInt32(), columns[1].GetProperty("min").GetDouble(), columns[1].GetProperty("max").GetDouble()));
        Assert.Equal([("1981", 1), ("1982", 1), ("1983", 1)], Values(columns[1]));
    }

    [Fact]
    public async Task Only_the_images_that_meet_the_filter_are_counted()
    {
        var answer = await GetAsync("/v1/facets?filter=" + Uri.EscapeDataString("""{"column":"year","gte":2011}"""));
        Assert.Equal(10, answer.GetProperty("count").GetInt32());
        Assert.Equal([("common", 7), ("rare", 3)], Values(answer.GetProperty("columns")[0]));
        var nothing = await GetAsync("/v1/facets?filter=" + Uri.EscapeDataString("""{"column":"year","gt":3000}"""));
        Assert.Equal((0, 0), (nothing.GetProperty("count").GetInt32(), nothing.GetProperty("columns").GetArrayLength()));
    }

    [Theory]
    [InlineData("values=0")]
    [InlineData("values=201")]
    [InlineData("values=many")]
    [InlineData("filter=x")]
    [InlineData("model=alexnet")]
    public async Task What_is_wrong_is_a_problem_document(string query)
    {
        using var response = await fixture.Client.GetAsync("/v1/facets?" + query);
        Assert.Equal((400, "application/problem+json"), ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType));
    }

    private static IEnumerable<(string?, int)> Values(JsonElement column) =>
        column.GetProperty("values").EnumerateArray().Select(value => (value.GetProperty("value").GetString(), value.GetProperty("count").GetInt32()));

    private async Task<JsonElement> GetAsync(string path)
    {
        using var json = JsonDocument.Parse(await fixture.Client.GetStringAsync(path));
        return json.RootElement.Clone();
    }
}
