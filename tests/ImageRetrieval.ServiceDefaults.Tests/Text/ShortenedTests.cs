using ImageRetrieval.ServiceDefaults.Text;

namespace ImageRetrieval.ServiceDefaults.Tests.Text;

public sealed class ShortenedTests
{
    [Theory]
    [InlineData("", 3, "")]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "abc…")]
    [InlineData("abcd", 0, "…")]
    public void A_text_is_kept_up_to_a_length_and_marked_when_it_was_longer(string text, int most, string expected) => Assert.Equal(expected, Shortened.To(text, most));
}
