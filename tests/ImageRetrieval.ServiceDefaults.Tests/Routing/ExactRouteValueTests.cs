using ImageRetrieval.ServiceDefaults.Routing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace ImageRetrieval.ServiceDefaults.Tests.Routing;

/// <summary>Values in addresses: what a client escaped is what a handler gets.</summary>
public sealed class ExactRouteValueTests
{
    [Theory]
    [InlineData("a%2Fb", "a/b")]
    [InlineData("a%2fb", "a/b")]
    [InlineData("a%252Fb", "a%2Fb")]
    [InlineData("%2F%252F%2f", "/%2F/")]
    [InlineData("%252F", "%2F")]
    [InlineData("%25252F", "%252F")]
    [InlineData("a%2F..%2F..%2Fb", "a/../../b")]
    [InlineData("%25zz%2F%25", "%zz/%")]
    [InlineData("%E6%97%A5%2F%E6%9C%AC", "日/本")]
    [InlineData("a+b%2F", "a+b/")]
    public async Task An_escaped_slash_and_the_text_of_one_are_distinguished(string sent, string meant)
    {
        var builder = TestHost.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.UseExactRouteValues();
        app.MapGet("/things/{id}/part", (string id) => id);
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        Assert.Equal(meant, await client.GetStringAsync(new Uri($"/things/{sent}/part", UriKind.Relative)));
        Assert.Equal(meant, await client.GetStringAsync(new Uri($"/things/{sent}/part/?x=%2F&y=/{sent}/", UriKind.Relative)));
    }

    [Theory]
    [InlineData("7", true)]
    [InlineData("a b", true)]
    [InlineData("日本", true)]
    [InlineData("...", true)]
    [InlineData("", false)]
    [InlineData(".", false)]
    [InlineData("..", false)]
    [InlineData("a/b", false)]
    [InlineData("a\\b", false)]
    [InlineData("100%", false)]
    [InlineData("a\nb", false)]
    public void A_segment_only_carries_texts_that_every_proxy_preserves(string text, bool can) => Assert.Equal(can, PathSegment.CanCarry(text));
}
