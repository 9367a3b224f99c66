using System.Net;
using System.Text.RegularExpressions;

namespace ImageRetrieval.LocalHosting.Tests.Dashboard;

public sealed partial class DashboardSafetyTests : IAsyncLifetime, IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
    private TestApplication _app = null!;

    public async Task InitializeAsync() => _app = await TestApplication.StartAsync(TestApplication.CreateBuilder());

    public async Task DisposeAsync() => await _app.DisposeAsync();

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("[::1]", HttpStatusCode.OK)]
    [InlineData("evil.example", HttpStatusCode.BadRequest)]
    [InlineData("localhost.evil.example", HttpStatusCode.BadRequest)]
    public async Task It_answers_under_the_names_of_this_machine_only(string host, HttpStatusCode expected) =>
        Assert.Equal(expected, (await SendAsync(HttpMethod.Get, "/", request => request.Headers.Host = $"{host}:{_app.Dashboard.Port}")).StatusCode);

    [Theory]
    [InlineData("http://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData("http://localhost:1", HttpStatusCode.Forbidden)]
    [InlineData(null, HttpStatusCode.Forbidden)]
    [InlineData("own", HttpStatusCode.OK)]
    public async Task Only_its_own_pages_may_change_something(string? origin, HttpStatusCode expected)
    {
        var response = await SendAsync(HttpMethod.Post, "/login", request =>
        {
            request.Content = new FormUrlEncodedContent([new("t", "whatever")]);
            if (origin is not null)
                request.Headers.Add("Origin", origin == "own" ? $"http://127.0.0.1:{_app.Dashboard.Port}" : origin);
        });
        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData("/api/resources")]
    [InlineData("/api/stream")]
    [InlineData("/API/resources")]
    [InlineData("/api/resources/api/console")]
    public async Task Without_a_session_nothing_is_told(string path)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(HttpMethod.Get, path)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(HttpMethod.Get, path, request => request.Headers.Add("x-dashboard-token", "wrong"))).StatusCode);
    }

    [Fact]
    public async Task Without_a_session_the_page_asks_for_the_code() =>
        Assert.Contains("Address or code", await (await SendAsync(HttpMethod.Get, "/")).Content.ReadAsStringAsync(), StringComparison.Ordinal);

    [Fact]
    public async Task A_program_shows_the_configured_token() =>
        Assert.Equal("[]", await (await SendAsync(HttpMethod.Get, "/api/resources", request => request.Headers.Add("x-dashboard-token", TestApplication.Token))).Content.ReadAsStringAsync());

    [Fact]
    public async Task The_printed_address_opens_one_browser_and_gives_it_a_strict_cookie()
    {
        var path = new Uri(_app.Dashboard.LoginUrl).PathAndQuery;
        var response = await SendAsync(HttpMethod.Get, path);
        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);

        var session = cookie.Split(';')[0];
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, "/api/resources", request => request.Headers.Add("Cookie", session))).StatusCode);

        var second = await SendAsync(HttpMethod.Get, path);
        Assert.False(second.Headers.Contains("Set-Cookie"));
        Assert.NotEqual(path, new Uri(_app.Dashboard.LoginUrl).PathAndQuery);
    }

    [Fact]
    public async Task The_form_takes_the_whole_address_as_well_as_the_code()
    {
        var response = await SendAsync(HttpMethod.Post, "/login", request =>
        {
            request.Content = new FormUrlEncodedContent([new("t", $" {_app.Dashboard.LoginUrl} ")]);
            request.Headers.Add("Origin", $"http://127.0.0.1:{_app.Dashboard.Port}");
        });
        Assert.True(response.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/login?t=wrong")]
    [InlineData("/app.js")]
    public async Task Every_answer_carries_the_strict_policy(string path)
    {
        var policy = Assert.Single((await SendAsync(HttpMethod.Get, path)).Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Fact]
    public void No_page_holds_script_or_style_of_its_own()
    {
        var assembly = typeof(DistributedApplication).Assembly;
        var pages = assembly.GetManifestResourceNames().Where(name => name.EndsWith(".html", StringComparison.Ordinal)).ToList();
        Assert.Equal(4, pages.Count);
        foreach (var page in pages)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(page)!);
            Assert.DoesNotMatch(Inline(), reader.ReadToEnd());
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(method, new Uri($"http://127.0.0.1:{_app.Dashboard.Port}{path}"));
        change?.Invoke(request);
        return await _http.SendAsync(request, TestDeadline.Token);
    }

    [GeneratedRegex(@"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=|https?://(?!localhost:…)", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();
}
