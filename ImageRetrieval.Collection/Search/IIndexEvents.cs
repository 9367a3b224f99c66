namespace ImageRetrieval.Collection.Search;

/// <summary>Receives events about the indexes, for metrics.</summary>
public interface IIndexEvents
{
    /// <summary>A generation of a model became current.</summary>
    void Swapped(string model);

    /// <summary>A generation of a model was rejected.</summary>
    void Refused(string model);
}
