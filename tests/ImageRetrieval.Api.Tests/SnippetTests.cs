using System.Text.RegularExpressions;
using ImageRetrieval.Fixtures;

namespace ImageRetrieval.Api.Tests;

/// <summary>The Python of docs/api.md does what it says.</summary>
public sealed partial class SnippetTests(V1Fixture fixture) : IClassFixture<V1Fixture>
{
    [ToolFact("python3", "-c \"import msgpack, requests\"", "apt install python3-msgpack python3-requests")]
    public async Task The_snippet_gets_an_embedding_and_searches_with_it()
    {
        var snippet = PythonPattern().Match(await File.ReadAllTextAsync(Path.Combine(SharedData.RepositoryRoot, "docs", "api.md"))).Groups[1].Value;
        Assert.Contains("http://localhost:8000", snippet, StringComparison.Ordinal);
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder.File("photo.jpg"), Pictures.Bytes(3));
        var lines = await OtherClients.ScriptAsync(snippet.Replace("http://localhost:8000", fixture.Client.BaseAddress!.ToString().TrimEnd('/'), StringComparison.Ordinal), folder.Path);
        Assert.Equal(4, lines.Length);
        Assert.Equal("builtin 884 3536", lines[0]);
        Assert.Equal("3 1.0", lines[1]);
    }

    [GeneratedRegex("```python\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex PythonPattern();
}
