namespace ImageRetrieval.Portal.Tests;

/// <summary>Every page links the Api's documentation, where the browser can open it.</summary>
public sealed class FooterTests
{
    [Theory]
    [InlineData("http://localhost:8000/", "localhost", true)]
    [InlineData("http://localhost:8000", "pictures.example", false)]
    [InlineData("https://api.example", "pictures.example", true)]
    [InlineData(null, "localhost", false)]
    public async Task The_documentation_is_linked_where_browsers_can_open_it(string? api, string host, bool isLinked)
    {
        using var site = api is null ? new PortalSite() : new PortalSite(("Portal:PublicApiAddress", api), ("AllowedHosts", "*"));
        foreach (var address in (string[])["/", "/?q=id:1001", "/collection", "/duel", "/status"])
        {
            var page = await site.GetAsync(address, ("Host", host));
            foreach (var link in (string[])["docs", "redoc"])
                Assert.Equal(isLinked, page.Html.Contains($"href=\"{api?.TrimEnd('/')}/{link}\"", StringComparison.Ordinal));
        }
    }
}
