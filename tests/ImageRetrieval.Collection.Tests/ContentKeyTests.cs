using System.Security.Cryptography;

namespace ImageRetrieval.Collection.Tests;

public sealed class ContentKeyTests
{
    [Fact]
    public void A_key_is_its_digits_and_is_ordered_as_they_are()
    {
        var digests = Enumerable.Range(0, 200).Select(i => Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(i)))).Append(new string('0', 64)).Append(new string('0', 63) + "1").ToList();
        Assert.All(digests, digest => Assert.Equal(digest, ContentKey.Parse(digest).ToString()));
        Assert.Equal(digests.Order(StringComparer.Ordinal), digests.Select(ContentKey.Parse).Order(Comparer<ContentKey>.Create((one, other) => one.CompareTo(other))).Select(key => key.ToString()));
    }

    [Theory]
    [InlineData(null), InlineData(""), InlineData("00"), InlineData("zz")]
    public void Text_that_is_not_a_digest_is_not_parsed(string? text)
    {
        Assert.False(ContentKey.TryParse(text, out _));
        Assert.False(ContentKey.TryParse(text?.PadRight(64, 'x'), out _));
    }
}
