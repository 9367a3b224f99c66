namespace ImageRetrieval.LocalHosting;

/// <summary>What a command gets when somebody runs it.</summary>
public sealed class ExecuteCommandContext
{
    public required IServiceProvider ServiceProvider { get; init; }

    public required string ResourceName { get; init; }

    public required CancellationToken CancellationToken { get; init; }
}
