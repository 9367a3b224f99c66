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
}
