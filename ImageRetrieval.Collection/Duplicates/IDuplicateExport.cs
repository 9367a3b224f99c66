namespace ImageRetrieval.Collection.Duplicates;

/// <summary>The published duplicates of a model as a whole, with their images: for a table.</summary>
public interface IDuplicateExport
{
    /// <summary>Reads the groups of one level and threshold, those with the most images first.</summary>
    /// <param name="model">The model.</param>
    /// <param name="level">The level: stricter ones are part of it.</param>
    /// <param name="least">The minimum similarity to the kept content, 0..1.</param>
    /// <param name="token">Cancels.</param>
    /// <returns>Null when no duplicates of the model are published.</returns>
    /// <exception cref="DuplicatesException">They are damaged, or of another format.</exception>
    /// <exception cref="CollectionException">The published index cannot be read.</exception>
    ValueTask<DuplicateTable?> ReadAsync(string model, DuplicateLevel level, float least, CancellationToken token);
}
