namespace ImageRetrieval.Collection.Search;

/// <summary>What the order of hits follows.</summary>
public enum Ranking
{
    /// <summary>The cosine of the two embeddings.</summary>
    Cosine,

    /// <summary>The cosine as seen from both sides, and the neighbours that query and hit have in common (docs/ranking.md).</summary>
    Context,
}
