using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ImageRetrieval.ServiceDefaults.Tests.Lifetime;

public class ServiceRunTests
{
    [Fact]
    public async Task A_port_in_use_is_reported_in_one_sentence_with_the_remedy()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var (app, logs) = Build(("urls", $"http://localhost:{port}"));

        Assert.Equal(1, await app.RunServiceAsync().WaitAsync(TestHost.Deadline));

        var message = Assert.Single(logs.Messages, message => message.Level >= LogLevel.Error);
        Assert.Equal(
            $"Port {port} is already in use by another program: stop that program, or choose another port with ASPNETCORE_URLS=http://localhost:PORT or --urls http://localhost:PORT.",
            message.Text);
        Assert.DoesNotContain(logs.Messages, any => any.Exception is not null);
    }

    [Fact]
    public async Task A_port_in_use_that_is_set_in_code_is_found_too()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var (app, logs) = Build();
        app.Urls.Add($"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}");
        Assert.Equal(1, await app.RunServiceAsync().WaitAsync(TestHost.Deadline));
        Assert.Contains(logs.Messages, message => message.Text.Contains("is already in use by another program", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_invalid_option_is_reported_in_one_sentence()
    {
        var (app, logs) = Build(("Example:Count", "99"));
        Assert.Equal(1, await app.RunServiceAsync().WaitAsync(TestHost.Deadline));
        Assert.Equal("Example:Count is 99; it must be 1..10.", Assert.Single(logs.Messages, message => message.Level >= LogLevel.Error).Text);
        Assert.DoesNotContain(logs.Messages, any => any.Exception is not null);
    }

    [Fact]
    public async Task A_stopped_service_returns_its_exit_code()
    {
        var (app, _) = Build(("urls", "http://127.0.0.1:0"));
        app.Lifetime.ApplicationStarted.Register(app.Lifetime.StopApplication);
        Assert.Equal(0, await app.RunServiceAsync().WaitAsync(TestHost.Deadline));
    }

    private static (WebApplication App, CapturedLogs Logs) Build(params (string, string)[] settings)
    {
        var logs = new CapturedLogs();
        var builder = TestHost.CreateBuilder(settings);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<ILoggerProvider>(logs);
        builder.Services.AddValidatedOptions<ExampleOptions>("Example");
        return (builder.Build(), logs);
    }

    private sealed class ExampleOptions
    {
        [Range(1, 10)]
        public int Count { get; set; } = 1;
    }
}
