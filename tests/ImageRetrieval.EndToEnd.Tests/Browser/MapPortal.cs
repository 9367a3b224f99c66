namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>A portal with a map of 50,000 pictures.</summary>
public sealed class MapPortal : GeneratedPortal
{
    public const int Count = 50_000;

    private protected override Task<GeneratedApi> StartApiAsync() => GeneratedMap.StartAsync(Count);
}
