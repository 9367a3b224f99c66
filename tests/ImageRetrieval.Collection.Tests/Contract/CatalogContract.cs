namespace ImageRetrieval.Collection.Tests.Contract;

/// <summary>What every engine must do for its writer.</summary>
public abstract class CatalogContract<TEngine> : IAsyncLifetime where TEngine : CatalogEngine, new()
{
    protected TEngine Engine { get; } = new();

    public Task InitializeAsync() => Engine.OpenAsync();

    public async Task DisposeAsync() => await Engine.DisposeAsync();
}
