using ImageRetrieval.LocalHosting.Testing;

namespace ImageRetrieval.LocalHosting.Tests.Testing;

public class TestingBuilderTests
{
    private static readonly Type s_appHost = System.Reflection.Assembly.LoadFrom(new Projects.ImageRetrieval_LocalHosting_TestAppHost().TargetPath).EntryPoint!.DeclaringType!;

    [Fact]
    public async Task An_AppHost_runs_in_the_test_with_a_changed_model_on_free_ports_and_ends_with_it()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync(s_appHost, ["--Dashboard:Token=a-token-for-the-tests-only"], TestDeadline.Token);
        Assert.Equal(["api", "portal"], builder.Resources.Select(resource => resource.Name));
        Assert.EndsWith("ImageRetrieval.LocalHosting.TestAppHost", builder.AppHostDirectory, StringComparison.Ordinal);
        var api = (ProjectResource)builder.Resources[0];
        api.Annotations.Add(new EnvironmentCallbackAnnotation(context => context.EnvironmentVariables["FROM_TEST"] = "yes"));

        await using var app = await builder.BuildAsync();
        await app.StartAsync();
        await app.WaitForHealthyAsync("portal", TestDeadline.Default);
        using var http = app.CreateHttpClient("api");
        Assert.Equal("yes", await http.GetStringAsync(new Uri("/env?name=FROM_TEST", UriKind.Relative)));

        Assert.Contains("there are: api, portal", Assert.Throws<ArgumentException>(() => app.CreateHttpClient("apy")).Message, StringComparison.Ordinal);
        Assert.Contains("there are: http", Assert.Throws<ArgumentException>(() => app.GetEndpoint("api", "grpc")).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => app.WaitForHealthyAsync("apy", TestDeadline.Default));
    }

    [Fact]
    public async Task A_timeout_tells_the_states_and_the_last_lines()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync(s_appHost, [], TestDeadline.Token);
        builder.Resources[0].Annotations.Add(new CommandLineArgsCallbackAnnotation(context => { context.Args.Add("--healthy-file"); context.Args.Add("/nowhere"); }));
        await using var app = await builder.BuildAsync();
        await app.StartAsync();
        await TestDeadline.UntilAsync(() => app.ResourceNotifications.Get("api").Health?.Reason == "file: the file is missing", "the api has said why");

        var exception = await Assert.ThrowsAsync<TimeoutException>(() => app.WaitForHealthyAsync("portal", TimeSpan.FromMilliseconds(50)));
        Assert.Contains("'portal' was not healthy within 0.1 s.", exception.Message, StringComparison.Ordinal);
        Assert.Contains("api: Running Unhealthy file: the file is missing", exception.Message, StringComparison.Ordinal);
        Assert.Contains("portal: Waiting  waits for api", exception.Message, StringComparison.Ordinal);
        Assert.Contains("    ", exception.Message, StringComparison.Ordinal);
    }
}
