namespace ImageRetrieval.LocalHosting;

/// <summary>Makes the results of commands.</summary>
public static class CommandResults
{
    public static ExecuteCommandResult Success() => new() { Success = true };

    public static ExecuteCommandResult Failure(string errorMessage) => new() { Success = false, ErrorMessage = errorMessage };
}
