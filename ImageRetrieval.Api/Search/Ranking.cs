using System.Diagnostics.CodeAnalysis;

namespace ImageRetrieval.Api.Search;

/// <summary>What the order of hits follows.</summary>
internal enum Ranking
{
    /// <summary>The cosine of the two embeddings.</summary>
    Cosine,

    /// <summary>The cosine as seen from both sides, and the neighbours that query and hit have in common (docs/ranking.md).</summary>
    Context,
}

/// <summary>The rankings by their names in requests and answers.</summary>
internal static class RankingNames
{
    internal const string Context = "context";
    internal const string Cosine = "cosine";

    internal static string NameOf(Ranking ranking) => ranking == Ranking.Context ? Context : Cosine;

    internal static bool TryParse([NotNullWhen(true)] string? name, out Ranking ranking)
    {
        ranking = name == Context ? Ranking.Context : Ranking.Cosine;
        return name is Context or Cosine;
    }
}
