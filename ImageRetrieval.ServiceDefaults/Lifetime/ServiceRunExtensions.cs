using ImageRetrieval.ServiceDefaults.Lifetime;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.ServiceDefaults;

/// <summary>Runs a service to its end and says in words why it cannot start.</summary>
public static class ServiceRunExtensions
{
    /// <summary>
    /// Runs until the service is asked to stop, and gives the exit code: that of <see cref="Environment.ExitCode"/>, or 1
    /// when a port is taken or an option is wrong, which the log then says in a sentence instead of a stack trace.
    /// </summary>
    public static async Task<int> RunServiceAsync(this WebApplication app, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(app);
        await using (app)
        {
            var problems = Problems(app);
            if (problems.Count == 0)
                problems = await StartAsync(app, cancellationToken);
            foreach (var problem in problems)
                Log.CannotStart(app.Logger, problem);
            if (problems.Count > 0)
                return 1;

            await app.WaitForShutdownAsync(cancellationToken);
            return Environment.ExitCode;
        }
    }

    /// <summary>As <see cref="RunServiceAsync"/>, for a program without async.</summary>
    public static int RunService(this WebApplication app) => app.RunServiceAsync().GetAwaiter().GetResult();

    // Asked before the start, because the host would log each of these failures with a stack trace.
    private static IReadOnlyList<string> Problems(WebApplication app)
    {
        try
        {
            app.Services.GetService<IStartupValidator>()?.Validate();
            // What the services are made of is opened here: the host would log a failure with its stack.
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
            // A value that is no number, or no word of its list: the binder's message names the key and the type.
            return [exception.Message];
        }
        catch (AggregateException exception) when (exception.InnerExceptions.All(inner => inner is OptionsValidationException))
        {
            // Options that ask other options meet the same failure again.
            return [.. exception.InnerExceptions.Cast<OptionsValidationException>().SelectMany(inner => inner.Failures).Distinct()];
        }

        return [.. ListeningPorts.Taken(app).Select(TakenPort)];
    }

    private static async Task<IReadOnlyList<string>> StartAsync(WebApplication app, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
            return [];
        }
        catch (IOException exception) when (ListeningPorts.TakenPort(exception) is { } port)
        {
            // Another program took it between the question and the start.
            return [TakenPort(port)];
        }
    }

    private static string TakenPort(int port) =>
        $"Port {port} is taken by another program: stop it, or choose another with ASPNETCORE_URLS=http://localhost:PORT or --urls http://localhost:PORT.";
}
