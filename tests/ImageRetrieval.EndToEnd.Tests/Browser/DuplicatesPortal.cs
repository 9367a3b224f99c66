namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>A portal with 4,000 groups of copies, of which 2,000 are shown at the default threshold.</summary>
public sealed class DuplicatesPortal : GeneratedPortal
{
    public const int Groups = 4_000;

    private protected override Task<GeneratedApi> StartApiAsync() => GeneratedDuplicates.StartAsync(Groups);
}
