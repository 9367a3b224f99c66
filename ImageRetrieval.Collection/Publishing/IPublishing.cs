namespace ImageRetrieval.Collection.Publishing;

/// <summary>Makes stored embeddings searchable: one generation after another, each complete and checked before readers see it.</summary>
public interface IPublishing
{
    /// <summary>The newest published generation of a model; null when there is none that can be read, which publishing repairs.</summary>
    ValueTask<PublishedGeneration?> NewestAsync(string model, CancellationToken token);

    /// <summary>
    /// Publishes what is stored and embedded of a model, unless the newest generation already has the same content or the new one fails
    /// its check. CPU work that the embedded engine does on the calling thread. Not concurrently for the same model.
    /// </summary>
    /// <param name="order">What is published and how.</param>
    /// <param name="token">Stops the build; nothing is published then.</param>
    ValueTask<Publication> PublishAsync(PublishOrder order, CancellationToken token);

    /// <summary>
    /// Goes back to a published generation of a model: readers use it although there are newer ones, and it is kept, until another
    /// one is pinned or none. Publishing continues meanwhile.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="version">The generation; null for none, so that readers use the newest again.</param>
    /// <param name="token">Cancels the request.</param>
    /// <returns>False when there is no such generation; nothing is changed then.</returns>
    ValueTask<bool> PinAsync(string model, string? version, CancellationToken token);
}
