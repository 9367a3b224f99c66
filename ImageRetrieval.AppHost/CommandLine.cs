using Microsoft.Extensions.Configuration;

namespace ImageRetrieval.AppHost;

/// <summary>Answers --help and wrong options in words, before anything starts.</summary>
internal static class CommandLine
{
    /// <returns>Null when there is nothing to run; the exit code is then set.</returns>
    public static AppHostOptions? Read(string[] args, IConfiguration configuration)
    {
        if (args.Any(arg => arg is "--help" or "-h" or "-?"))
        {
            Console.WriteLine(AppHostOptions.Usage);
            return null;
        }

        try
        {
            var options = AppHostOptions.Read(args, configuration);
            // The dashboard's memory of traces, logs and metrics lies with the rest of the data.
            configuration["Dashboard:Telemetry:Folder"] ??= Path.Combine(options.Data, "telemetry");
            return options;
        }
        catch (ArgumentException exception)
        {
            Console.Error.WriteLine(exception.Message);
            Environment.ExitCode = 1;
            return null;
        }
    }
}
