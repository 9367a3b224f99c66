using ImageRetrieval.Portal.Api;
using ImageRetrieval.Portal.Filters;
using ImageRetrieval.Portal.Pages;

namespace ImageRetrieval.Portal.Tests;

/// <summary>Which values the filters list.</summary>
public sealed class FacetViewTests
{
    [Fact]
    public void A_column_of_many_numbers_lists_only_the_chosen_ones_also_when_results_have_them()
    {
        var facets = new ApiFacets(100, [new ApiFacetColumn("price", "number", 90, 1, 99, null)]);
        var results = new ResultFacets(3, new Dictionary<string, IReadOnlyList<KeyValuePair<string, int>>> { ["price"] = [new("5", 2), new("7", 1)] });
        var list = Assert.Single(new FacetView(facets, new FilterState([new FacetChoice("price", "5")], [])) { Results = results }.Lists);
        Assert.True(list.IsRange);
        var item = Assert.Single(list.Values);
        Assert.Equal(("5", true, 2), (item.Choice.Value, item.IsChosen, item.InResults));
    }
}
