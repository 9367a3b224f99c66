using ImageRetrieval.Portal.Filters;
using ImageRetrieval.Portal.Search;

namespace ImageRetrieval.Portal.Tests;

public sealed class AddressTests
{
    [Theory]
    [InlineData("id:1001")]
    [InlineData("-0.5*id:a:b@c*d")]
    [InlineData("0.1,0.2,0.5,0.25@up:KEY")]
    [InlineData("2*0,0,1,1@url:https://example.org/?q=1")]
    [InlineData("id:line\nbreak \u202e<b>")]
    public void A_part_is_written_in_the_form_in_which_it_was_read(string text) => Assert.Equal(text, SearchPart.Parse(text)!.ToString());

    [Theory]
    [InlineData("1001")]
    [InlineData("id:")]
    [InlineData("0*id:1")]
    [InlineData("101*id:1")]
    [InlineData("0,0,2,1@id:1")]
    [InlineData("0,0,0,1@id:1")]
    [InlineData("0.6,0,0.5,1@id:1")]
    [InlineData("0,0,1@id:1")]
    [InlineData("file:/etc/passwd")]
    public void Invalid_parts_are_rejected(string text) => Assert.Null(SearchPart.Parse(text));

    [Theory]
    [InlineData("kind:fish", "kind", "fish")]
    [InlineData("a%3Ab:c:d", "a:b", "c:d")]
    [InlineData("100%25:", "100%", "")]
    public void A_filter_names_a_column_and_a_value(string text, string column, string value)
    {
        Assert.Equal(new FacetChoice(column, value), FacetChoice.Parse(text));
        Assert.Equal(text, new FacetChoice(column, value).ToString());
    }

    [Theory]
    [InlineData("year:1990..2000", 1990.0, 2000.0)]
    [InlineData("year:..2000", null, 2000.0)]
    [InlineData("year:-1.5..", -1.5, null)]
    public void A_range_may_be_open(string text, double? from, double? to)
    {
        Assert.Equal(new FacetRange("year", from, to), FacetRange.Parse(text));
        Assert.Equal(text, new FacetRange("year", from, to).ToString());
    }

    [Theory]
    [InlineData("year:..")]
    [InlineData("year:a..b")]
    [InlineData("year:NaN..")]
    public void A_range_without_bounds_is_rejected(string text) => Assert.Null(FacetRange.Parse(text));
}
