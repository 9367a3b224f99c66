using System.Net;
using System.Text.Json;

namespace ImageRetrieval.Api.Tests;

/// <summary>Lists of images in an order of the client.</summary>
public sealed class SortTests(V1Fixture fixture) : IClassFixture<V1Fixture>
{
    private readonly HttpClient _client = fixture.Client;

    [Fact]
    public async Task Images_are_sorted_by_a_column_or_a_field_over_all_pages()
    {
        var all = await IdsAsync("sort=@id&limit=200");
        Assert.Equal(all.Order(StringComparer.Create(System.Globalization.CultureInfo.InvariantCulture, System.Globalization.CompareOptions.NumericOrdering)), all);
        Assert.Equal(all.AsEnumerable().Reverse(), await IdsAsync("sort=@id&order=desc&limit=200"));
        Assert.Equal(all[3..6], await IdsAsync("sort=@id&offset=3&limit=3"));
        // Ties are in the order of the ids.
        Assert.Equal(all.Order(StringComparer.Ordinal).OrderBy(id => Pictures.Columns(id)["kind"], StringComparer.Ordinal), await IdsAsync("sort=kind&limit=200"));
        Assert.Equal(all.AsEnumerable().Reverse(), await IdsAsync("sort=year&order=desc&limit=200"));
    }

    [Theory]
    [InlineData("sort=colour", "sort is 'colour', which no indexed image has: GET /v1/facets lists the columns.")]
    [InlineData("sort=@sha256", "after @ it must be one of id, name, width, height")]
    [InlineData("sort=kind&order=up", "order is 'up'; it must be asc or desc.")]
    [InlineData("order=desc", "order has no effect without sort")]
    [InlineData("sort=kind&spread=true", "omit sort, area and cluster")]
    public async Task What_is_wrong_with_an_order_is_a_problem_document(string query, string sentence)
    {
        using var response = await _client.GetAsync("/v1/images?" + query);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(sentence, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<string[]> IdsAsync(string query)
    {
        using var json = JsonDocument.Parse(await _client.GetStringAsync("/v1/images?" + query));
        return [.. json.RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];
    }
}
