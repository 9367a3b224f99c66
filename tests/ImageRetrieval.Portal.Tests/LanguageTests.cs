using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ImageRetrieval.Fixtures;

namespace ImageRetrieval.Portal.Tests;

public sealed partial class LanguageTests
{
    private static readonly string s_folder = Path.Combine(SharedData.RepositoryRoot, "ImageRetrieval.Portal");
    private static readonly Dictionary<string, string> s_english = Read("Texts.resx");
    private static readonly Dictionary<string, string> s_french = Read("Texts.fr.resx");

    [Theory]
    [InlineData("fr-CA, en;q=0.5", "lang=\"fr\"", "Montrez une image")]
    [InlineData("de, en;q=0.5", "lang=\"en\"", "Show a picture")]
    public async Task The_page_uses_the_language_of_the_browser(string wish, string tag, string words)
    {
        using var site = new PortalSite();
        var page = await site.GetAsync("/", ("Accept-Language", wish));
        Assert.Contains(tag, page.Html);
        Assert.Contains(words, page.Text);
    }

    [Fact]
    public async Task The_language_is_stored_and_redirects_stay_on_this_site()
    {
        using var site = new PortalSite();
        var switched = await site.PostAsync("/language", ("to", "fr"), ("back", "/?q=id:1001"));
        Assert.Equal("/?q=id:1001", switched.Headers.Location!.OriginalString);
        var cookie = switched.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        Assert.Contains("L’image la plus semblable", (await site.GetAsync("/?q=id:1001", ("Cookie", cookie), ("Accept-Language", "en"))).Text);
        foreach (var elsewhere in (string[])["//evil.example", "https://evil.example", "/\\evil.example", ""])
            Assert.Equal("/", (await site.PostAsync("/language", ("to", "fr"), ("back", elsewhere))).Headers.Location!.OriginalString);
        Assert.False((await site.PostAsync("/language", ("to", "xx"), ("back", "/"))).Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Numbers_are_formatted_in_the_language_of_the_page()
    {
        using var site = new PortalSite();
        Assert.Contains("0,9812", (await site.UploadAsync(PortalSite.SomePicture, headers: ("Accept-Language", "fr"))).Text);
    }

    [Fact]
    public void Both_languages_have_the_same_keys_and_placeholders()
    {
        Assert.Equal(s_english.Keys.Order(StringComparer.Ordinal), s_french.Keys.Order(StringComparer.Ordinal));
        foreach (var (key, english) in s_english)
            Assert.Equal(Places(english), Places(s_french[key]));
    }

    [Fact]
    public void Every_text_has_a_french_one_of_its_own()
    {
        // The same word in both languages, or no word at all.
        string[] same = ["Nav.Collection", "Hit.Size", "About.Trace", "PerSecond", "Seconds", "Collection.Pages", "Problem.Refused.Text", "Map.Lasso", "Map.Rectangle"];
        Assert.Equal(same.Order(StringComparer.Ordinal), s_english.Where(pair => s_french[pair.Key] == pair.Value).Select(pair => pair.Key).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(s_french, pair => string.IsNullOrWhiteSpace(pair.Value));
        // A space comes before these signs in French, and quotation marks are angular.
        Assert.DoesNotContain(s_french, pair => UnspacedPattern().IsMatch(pair.Value) || pair.Value.Contains('“', StringComparison.Ordinal) || pair.Value.Contains('\'', StringComparison.Ordinal));
    }

    [Fact]
    public void Every_reason_of_a_failure_has_a_text()
    {
        var source = File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "ImageRetrieval.Collection", "Catalog", "FailureReason.cs"));
        var reasons = MemberPattern().Matches(source[source.IndexOf("enum FailureReason", StringComparison.Ordinal)..])
            .Select(match => "Reason." + JsonNamingPolicy.SnakeCaseLower.ConvertName(match.Groups[1].Value).Replace("http", "http_", StringComparison.Ordinal).Replace("__", "_", StringComparison.Ordinal)).ToArray();
        Assert.True(reasons.Length > 30);
        Assert.Equal(reasons.Order(StringComparer.Ordinal), s_english.Keys.Where(key => key.StartsWith("Reason.", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_text_that_a_page_uses_exists()
    {
        var pages = Directory.EnumerateFiles(s_folder, "*.cs*", SearchOption.AllDirectories).Where(path => path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".cshtml", StringComparison.Ordinal)).Select(File.ReadAllText).ToArray();
        var named = pages.SelectMany(text => NamedPattern().Matches(text)).Select(match => match.Groups[1].Value).Where(key => !key.EndsWith('.')).Distinct().ToArray();
        Assert.True(named.Length > 50);
        Assert.DoesNotContain(named, key => !s_english.ContainsKey(key));
    }

    private static string Places(string text) => string.Join(' ', PlacePattern().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal));

    private static Dictionary<string, string> Read(string file) => XDocument.Load(Path.Combine(s_folder, "Language", file)).Root!.Elements("data")
        .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value, StringComparer.Ordinal);

    [GeneratedRegex("""\b(?:T|texts)\["([A-Za-z.]+)"[],]""")]
    private static partial Regex NamedPattern();

    [GeneratedRegex(@"[^\s\u00a0\u202f/][;!?»]|[^\s\d\u00a0\u202f]:(?![/\w])|«\S")]
    private static partial Regex UnspacedPattern();

    [GeneratedRegex(@"^    (\w+),", RegexOptions.Multiline)]
    private static partial Regex MemberPattern();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex PlacePattern();
}
