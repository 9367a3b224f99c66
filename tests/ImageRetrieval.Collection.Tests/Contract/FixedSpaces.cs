using ImageRetrieval.Collection.Search;

namespace ImageRetrieval.Collection.Tests.Contract;

/// <summary>Models that are all of one space, until one of them fails.</summary>
public sealed class FixedSpaces : IEmbeddingSpaces
{
    public const string Space = "space-1";

    /// <summary>Why the models cannot be used; null when they can.</summary>
    public string? Failure { get; set; }

    public ValueTask<string> SpaceOfAsync(string model, CancellationToken token) =>
        Failure is null ? new(Space) : throw new EmbeddingSpaceException(Failure, new InvalidOperationException());
}
