using System.Diagnostics.CodeAnalysis;
using ImageRetrieval.Collection.Search;

namespace ImageRetrieval.Api.Search;

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
