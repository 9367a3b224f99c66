using ImageRetrieval.Api.Safety;

namespace ImageRetrieval.Api.Search;

/// <summary>The request that a search is part of.</summary>
/// <param name="TraceId">Names it in logs and answers.</param>
/// <param name="LeastWeight">What each piece of its work counts at least: more than light, when there are many of them.</param>
internal sealed record Asker(string TraceId, int LeastWeight = WorkWeight.Light)
{
    /// <summary>What a piece of its work counts.</summary>
    internal int WeightOf(int piece) => Math.Max(piece, LeastWeight);
}
