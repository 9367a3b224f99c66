namespace ImageRetrieval.LocalHosting.Tests.Model;

public class AppHostTextTests
{
    private static readonly string[] s_lines = File.ReadAllLines(Path.Combine(Repository.Root, "ImageRetrieval.AppHost", "Program.cs"));

    [Theory]
    [InlineData("#if")]
    [InlineData("Aspire")]
    [InlineData("LocalHosting")]
    public void The_text_of_the_AppHost_does_not_know_its_engine(string word) => Assert.DoesNotContain(s_lines, line => line.Contains(word, StringComparison.Ordinal));

    [Fact]
    public void The_text_of_the_AppHost_stays_a_readable_list() => Assert.InRange(s_lines.Length, 10, 45);
}
