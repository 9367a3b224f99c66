using System.Text.RegularExpressions;

namespace ImageRetrieval.Portal.Tests;

/// <summary>Results in groups by the value of a column.</summary>
public sealed partial class GroupTests
{
    private static PortalSite Site()
    {
        var site = new PortalSite();
        site.Api.Search(
            FakeApi.HitWith("a", new { kind = "fish", price = 9 }), FakeApi.HitWith("b", new { price = 1 }), FakeApi.HitWith("c", new { kind = "moth", price = 3 }),
            FakeApi.HitWith("d", new { kind = "fish", price = 2 }), FakeApi.HitWith("e", new { kind = "moth", price = 5 }));
        return site;
    }

    [Theory]
    [InlineData("&group=kind", "fish: a d, moth: c e, Without kind: b")]
    [InlineData("&group=kind&sort=price:asc", "fish: d a, moth: c e, Without kind: b")]
    [InlineData("&group=kind&sort=price:desc", "fish: a d, moth: e c, Without kind: b")]
    public async Task The_group_with_the_most_similar_picture_is_first_and_sorting_is_within_a_group(string address, string groups)
    {
        using var site = Site();
        var page = await site.GetAsync("/?q=id:1001" + address);
        Assert.Equal(groups, string.Join(", ", page.Html.Split("<details class=\"group\" open>").Skip(1).Select(group => TitlePattern().Match(group).Groups[1].Value + ": " + Ids(group))));
        Assert.Contains(">2 results</span>", page.Text);
        Assert.Contains(">1 result</span>", page.Text);
        Assert.Contains("data-count=\"5\"", page.Html);
        // The choice stays in the links of the page.
        Assert.Contains("href=\"/?q=id:a&group=kind", page.Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("&group=nothing")]
    public async Task Without_a_column_that_results_have_there_are_no_groups(string address)
    {
        using var site = Site();
        var page = await site.GetAsync("/?q=id:1001" + address);
        Assert.Equal("a b c d e", Ids(page.Html));
        Assert.DoesNotContain("class=\"group\"", page.Html);
        Assert.Contains("<option value=\"kind\">kind</option>", page.Html);
        // Every picture has a price of its own.
        Assert.DoesNotContain("<option value=\"price\">", page.Html);
        Assert.Equal(address.Length > 0, page.Html.Contains("<option value=\"nothing\" selected=\"selected\">", StringComparison.Ordinal));
    }

    private static string Ids(string html) => string.Join(' ', IdPattern().Matches(html).Select(match => match.Groups[1].Value));

    [GeneratedRegex("<h2 dir=\"auto\">([^<]+)</h2>")]
    private static partial Regex TitlePattern();

    [GeneratedRegex("data-id=\"(\\w)\"")]
    private static partial Regex IdPattern();
}
