using ImageRetrieval.LocalHosting.Processes;

namespace ImageRetrieval.LocalHosting.Tests.Model;

public class ParameterTests
{
    [Fact]
    public async Task Parameters_and_connection_strings_reach_the_process_and_secrets_are_shown_nowhere()
    {
        var builder = TestApplication.CreateBuilder("--Parameters:colour=blue", "--Parameters:pin=s3cr3t-pin", "--ConnectionStrings:store=Host=db;Name=x");
        builder.AddChild("api")
            .WithEnvironment("COLOUR", builder.AddParameter("colour"))
            .WithEnvironment("GREETING", builder.AddParameter("pin", secret: true))
            .WithReference(builder.AddConnectionString("store"));
        await using var app = await TestApplication.StartAsync(builder);
        await app.ReadyAsync("api");

        Assert.Equal("blue", await app.GetAsync("api", "/env?name=COLOUR"));
        Assert.Equal("s3cr3t-pin", await app.GetAsync("api", "/env?name=GREETING"));
        Assert.Equal("Host=db;Name=x", await app.GetAsync("api", "/env?name=ConnectionStrings__store"));
        var shown = app.Details("api").Environment.ToDictionary(variable => variable.Name);
        Assert.Equal(("blue", Secrets.Masked, Secrets.Masked), (shown["COLOUR"].Value, shown["GREETING"].Value, shown["ConnectionStrings__store"].Value));
        Assert.Equal(["api"], app.States.All.Select(state => state.Name));
    }

    [Fact]
    public async Task A_parameter_without_a_value_is_said_before_anything_starts()
    {
        var builder = TestApplication.CreateBuilder();
        builder.AddChild("api").WithEnvironment("COLOUR", builder.AddParameter("colour"));
        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(() => TestApplication.StartAsync(builder));
        Assert.Contains("The parameter 'colour' has no value: set Parameters:colour", exception.Message, StringComparison.Ordinal);
    }
}
