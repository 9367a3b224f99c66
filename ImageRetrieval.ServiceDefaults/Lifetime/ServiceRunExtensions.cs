using ImageRetrieval.ServiceDefaults.Lifetime;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.ServiceDefaults;

/// <summary>Runs a service and reports in one sentence why it cannot start.</summary>
public static class ServiceRunExtensions
{
    /// <summary>
    /// Runs until the service is asked to stop, and returns the exit code: <see cref="Environment.ExitCode"/>, or 1 when a
    /// port is in use or an option is invalid, which is logged as a sentence instead of a stack trace.
    /// </summary>
    public static async Task<int> RunServiceAsync(this WebApplication app, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(app);
        await using (app)
        {
            var problems = Problems(app);
            if (problems.Count == 0)
                problems = await StartAsync(app, token);
            foreach (var problem in problems)
                Log.CannotStart(app.Logger, problem);
            if (problems.Count > 0)
                return 1;

            await app.WaitForShutdownAsync(token);
            return Environment.ExitCode;
        }
    }

    /// <summary><see cref="RunServiceAsync"/> for a synchronous program.</summary>
    public static int RunService(this WebApplication app) => app.RunServiceAsync().GetAwaiter().GetResult();

    // Checked before the start, because the host would log each of these failures with a stack trace.
    private static IReadOnlyList<string> Problems(WebApplication app)
    {
        try
        {
            app.Services.GetService<IStartupValidator>()?.Validate();
            // Constructs the services and what they open: the host would log a failure with a stack trace.
            _ = app.Services.GetServices<IHostedService>().Count();
        }
        catch (ServiceStartException exception)
        {
            return [exception.Message];
        }
        catch (OptionsValidationException exception)
        {
            return [.. exception.Failures];
        }
        catch (InvalidOperationException exception) when (exception.Source == "Microsoft.Extensions.Configuration.Binder")
        {
            // A value that is not a number, or not a member of an enum: the binder's message names the key and the type.
            return [exception.Message];
        }
        catch (AggregateException exception) when (exception.InnerExceptions.All(inner => inner is OptionsValidationException))
        {
            // Options that depend on other options repeat their failures.
            return [.. exception.InnerExceptions.Cast<OptionsValidationException>().SelectMany(inner => inner.Failures).Distinct()];
        }

        return [.. ListeningPorts.Taken(app).Select(TakenPort)];
    }

    private static async Task<IReadOnlyList<string>> StartAsync(WebApplication app, CancellationToken token)
    {
        try
        {
            await app.StartAsync(token);
            return [];
        }
        catch (IOException exception) when (ListeningPorts.TakenPort(exception) is { } port)
        {
            // Another program started listening on it between the check and the start.
            return [TakenPort(port)];
        }
    }

    private static string TakenPort(int port) =>
        $"Port {port} is already in use by another program: stop that program, or choose another port with ASPNETCORE_URLS=http://localhost:PORT or --urls http://localhost:PORT.";
}
