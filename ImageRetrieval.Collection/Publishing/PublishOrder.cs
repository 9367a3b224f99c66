using ImageRetrieval.Collection.Embeddings;

namespace ImageRetrieval.Collection.Publishing;

/// <summary>What is published and how.</summary>
/// <param name="Model">The model; its embeddings were opened before.</param>
/// <param name="ShowUrl">How the URL of an image is shown to clients.</param>
public sealed record PublishOrder(ModelSpace Model, Func<string, string> ShowUrl)
{
    /// <summary>Whether all of it is built from the stored embeddings, not the difference to the newest generation.</summary>
    public bool Rebuild { get; init; }

    /// <summary>With fewer images nothing is published; at least 1.</summary>
    public int AtLeast { get; init; } = 1;

    /// <summary>Older generations that are kept.</summary>
    public int KeepPrevious { get; init; }

    /// <summary>Images of the new generation that are searched for to check it; 0 checks nothing.</summary>
    public int CheckQueries { get; init; }

    /// <summary>Candidates of the checking searches.</summary>
    public int CheckEfSearch { get; init; } = 128;

    /// <summary>Share of their exact ten nearest neighbours that must be found, 0..1.</summary>
    public double RecallFloor { get; init; }
}
