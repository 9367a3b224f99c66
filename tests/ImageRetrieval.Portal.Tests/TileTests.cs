namespace ImageRetrieval.Portal.Tests;

/// <summary>Tiles show the columns that the owner cares for, and results can be ordered by them.</summary>
public sealed class TileTests
{
    private static string Hit(string id, string metadata) =>
        FakeApi.Hit(id, 0.9, title: "x").Replace("""{"title":"x","kind":"flower"}""", metadata, StringComparison.Ordinal);

    [Fact]
    public async Task The_title_is_the_first_column_with_a_value_and_the_price_follows()
    {
        using var site = new PortalSite();
        site.Api.Search(Hit("a", """{"label":"vase","price":"12.50"}"""), Hit("b", "{}"));
        var page = await site.UploadAsync(PortalSite.SomePicture);
        Assert.Contains("title=\"vase\">vase</p>", page.Html);
        Assert.Contains("<b class=\"detail\">12.50</b> · a", page.Text);
        Assert.Contains("title=\"flower-001.jpg\">flower-001.jpg</p>", page.Html);
    }

    [Fact]
    public async Task The_columns_of_the_title_are_configured()
    {
        using var site = new PortalSite(("Portal:TitleColumns", "artist, label"), ("Portal:DetailColumns", ""));
        site.Api.Search(Hit("a", """{"label":"vase","artist":"Mona","price":"12.50"}"""));
        var page = await site.UploadAsync(PortalSite.SomePicture);
        Assert.Contains("title=\"Mona\">Mona</p>", page.Html);
        Assert.DoesNotContain("class=\"detail\"", page.Html);
    }

    [Theory]
    [InlineData("", "a b c d")]
    [InlineData("&sort=price:asc", "b a d c")]
    [InlineData("&sort=price:desc", "d a b c")]
    [InlineData("&sort=made:asc", "d b a c")]
    [InlineData("&sort=price", "a b c d")]
    public async Task Results_are_ordered_by_a_column_of_numbers_or_dates(string sort, string ids)
    {
        using var site = new PortalSite();
        site.Api.Search(Hit("a", """{"price":9,"made":"2024-01-05"}"""), Hit("b", """{"price":"2","made":"2023-12-31"}"""), Hit("c", """{"kind":"z"}"""), Hit("d", """{"price":"100","made":"1999-05-01","kind":"y"}"""));
        var page = await site.GetAsync("/?q=id:1001" + sort);
        Assert.Equal(ids, string.Join(' ', System.Text.RegularExpressions.Regex.Matches(page.Html, "data-id=\"(\\w)\"").Select(match => match.Groups[1].Value)));
        Assert.Contains("<option value=\"price:asc\"", page.Text);
        Assert.Contains("<option value=\"made:desc\"", page.Text);
        Assert.DoesNotContain("<option value=\"kind:asc\"", page.Text);
    }

    [Fact]
    public async Task At_the_limit_of_the_Api_the_query_itself_takes_no_room()
    {
        using var site = new PortalSite();
        await site.GetAsync("/?q=id:1001&n=1000");
        Assert.True(site.Api.Searched.Document.GetProperty("dedupe").GetBoolean());
        Assert.Equal(1000, site.Api.Searched.Document.GetProperty("k").GetInt32());
        await site.GetAsync("/?q=id:1001&n=500");
        Assert.False(site.Api.Searched.Document.GetProperty("dedupe").GetBoolean());
    }

    [Fact]
    public async Task At_the_limit_only_an_upload_is_found_among_the_pictures_of_the_query()
    {
        using var site = new PortalSite();
        await site.GetAsync("/?q=id:1001&q=url:http://x/y.jpg&n=1000&f=kind:fish");
        var asked = site.Api.Searched.Document;
        Assert.False(asked.GetProperty("dedupe").GetBoolean());
        Assert.Equal("""{"and":[{"column":"kind","in":["fish"]},{"not":{"field":"id","in":["1001"]}}]}""", asked.GetProperty("filter").GetRawText());
    }

    [Fact]
    public async Task A_long_list_of_values_is_requested_whole_and_can_be_searched()
    {
        using var site = new PortalSite();
        var values = string.Join(',', Enumerable.Range(0, 41).Select(i => $$"""{"value":"kind {{i}}","count":9}"""));
        site.Api.Json("/v1/facets", $$"""{"model":"builtin","snapshot":"7","count":396,"columns":[{"column":"kind","type":"text","distinct":41,"values":[{{values}}]}]}""");
        var page = await site.GetAsync("/");
        Assert.Contains("aria-label=\"Search the values of kind\"", page.Html);
        Assert.Contains("value=\"kind:kind 40\"", page.Html);
        Assert.Contains(site.Api.Requests, request => request.Path == "/v1/facets" && request.Query.Contains("values=200", StringComparison.Ordinal));
    }
}
