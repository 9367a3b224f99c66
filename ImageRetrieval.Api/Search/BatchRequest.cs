using System.ComponentModel;

namespace ImageRetrieval.Api.Search;

/// <summary>What <c>POST /v1/search/batch</c> is asked as JSON.</summary>
internal sealed record BatchRequest
{
    internal const int MostSearches = 64;

    [Description("1..64 searches, each as in POST /v1/search.")]
    public IReadOnlyList<SearchRequest> Searches { get; init; } = [];
}
