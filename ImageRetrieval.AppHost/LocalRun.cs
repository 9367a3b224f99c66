namespace ImageRetrieval.AppHost;

/// <summary>Runs the whole system until Ctrl+C.</summary>
internal static class LocalRun
{
    /// <returns>The exit code: 0 after Ctrl+C; 1 when it cannot start; the console then shows the reason.</returns>
    internal static async Task<int> BuildAndRunAsync(this IDistributedApplicationBuilder builder)
    {
        var problems = PortCheck.Problems(builder);
        foreach (var problem in problems)
            await Console.Error.WriteLineAsync(problem);
        if (problems.Count > 0)
            return 1;
        builder.UseBuiltServices();
        await using var app = builder.Build();
        try
        {
            await app.RunAsync();
            return 0;
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C while the services were still starting.
            return 0;
        }
        catch (DistributedApplicationException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }
}
