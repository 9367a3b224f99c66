using System.ComponentModel;

namespace ImageRetrieval.Api.Search;

/// <summary>The body of <c>POST /v1/search/batch</c> as JSON.</summary>
internal sealed record BatchRequest
{
    internal const int MostSearches = 64;

    [Description("1..64 searches, each as in POST /v1/search.")]
    public IReadOnlyList<SearchRequest> Searches { get; init; } = [];
}
