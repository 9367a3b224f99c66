namespace ImageRetrieval.Api.Tests;

/// <summary>One Api over <see cref="Pictures"/> for all tests of a class.</summary>
public sealed class V1Fixture : IAsyncLifetime
{
    private readonly ApiServer _server = new();

    internal HttpClient Client { get; private set; } = null!;

    internal string DataFolder => _server.DataFolder;

    public async Task InitializeAsync()
    {
        await _server.PublishAsync(Pictures.All(), columns: Pictures.Columns);
        Client = _server.CreateClient();
        await ApiServer.WaitForReadyAsync(Client);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();
}
