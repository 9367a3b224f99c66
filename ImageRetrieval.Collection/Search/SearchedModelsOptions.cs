namespace ImageRetrieval.Collection.Search;

/// <summary>Which models are searched, and how soon a new generation is noticed. Set by the program that searches.</summary>
public sealed class SearchedModelsOptions
{
    /// <summary>The models, in the order in which they are listed.</summary>
    public IReadOnlyList<string> Models { get; set; } = [];

    /// <summary>Time between two checks for a new generation.</summary>
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(1);
}
