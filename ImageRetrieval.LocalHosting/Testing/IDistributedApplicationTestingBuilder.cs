namespace ImageRetrieval.LocalHosting.Testing;

/// <summary>The application that the AppHost has described, before it is built. Disposing it lets the AppHost's program end.</summary>
public interface IDistributedApplicationTestingBuilder : IDistributedApplicationBuilder, IAsyncDisposable
{
    Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default);
}
