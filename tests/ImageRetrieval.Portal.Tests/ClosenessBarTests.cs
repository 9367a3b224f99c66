using System.Globalization;
using ImageRetrieval.Fixtures;
using ImageRetrieval.Portal.Pages;

namespace ImageRetrieval.Portal.Tests;

/// <summary>The bar beside a word of likeness.</summary>
public sealed class ClosenessBarTests
{
    [Theory]
    [InlineData(-0.1, 0)]
    [InlineData(0, 0)]
    [InlineData(0.0005, 12.5)]
    [InlineData(0.001, 25)]
    [InlineData(0.02, 50)]
    [InlineData(0.16, 62.5)]
    [InlineData(0.3, 75)]
    [InlineData(1, 100)]
    [InlineData(1.5, 100)]
    public void Each_word_has_a_quarter(double closerThan, double length) => Assert.Equal(length, ClosenessBar.Length(closerThan), 9);

    [Theory]
    [InlineData("weak", 25)]
    [InlineData("similar", 50)]
    [InlineData("verySimilar", 75)]
    public void The_words_begin_where_the_document_says(string word, double length)
    {
        var row = File.ReadLines(Path.Combine(SharedData.RepositoryRoot, "docs", "ranking.md")).Single(line => line.StartsWith($"| `{word}` |", StringComparison.Ordinal));
        var least = double.Parse(row.TrimEnd(' ', '|').Split(' ')[^1], CultureInfo.InvariantCulture);
        Assert.Equal(length, ClosenessBar.Length(least), 9);
    }
}
