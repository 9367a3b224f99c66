namespace ImageRetrieval.LocalHosting.Tests.Model;

public class ModelErrorTests
{
    [Theory]
    [InlineData("9lives")]
    [InlineData("two words")]
    [InlineData("ends-")]
    [InlineData("a--b")]
    [InlineData("")]
    public void A_name_that_cannot_stand_in_a_host_name_is_refused(string name) =>
        Assert.ThrowsAny<ArgumentException>(() => TestApplication.CreateBuilder().AddChild(name));

    [Fact]
    public void Two_resources_of_one_name_are_refused()
    {
        var builder = TestApplication.CreateBuilder();
        builder.AddChild("api");
        Assert.Contains("'API'", Assert.Throws<DistributedApplicationException>(() => builder.AddChild("API")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_circle_of_waits_is_named()
    {
        var builder = TestApplication.CreateBuilder();
        var first = builder.AddChild("first");
        var second = builder.AddChild("second").WaitFor(first);
        first.WaitFor(second);
        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(() => TestApplication.StartAsync(builder));
        Assert.Contains("first → second → first", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_endpoint_is_named()
    {
        var reference = TestApplication.CreateBuilder().AddChild("api").GetEndpoint("grpc");
        Assert.False(reference.Exists);
        Assert.Contains("'api' has no endpoint 'grpc'", Assert.Throws<DistributedApplicationException>(() => reference.Url).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--LocalHosting:StopTimeout=-00:00:01", "LocalHosting:StopTimeout is -00:00:01; it must be from")]
    [InlineData("--LocalHosting:StopTimeout=soon", "LocalHosting:StopTimeout")]
    [InlineData("--dashboard-port=99999", "Dashboard:Port is 99999; it must be from 0 to 65535.")]
    [InlineData("--Dashboard:Token=short", "Dashboard:Token has 5 characters")]
    public async Task A_wrong_option_names_its_key_value_and_range(string option, string said)
    {
        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(() => TestApplication.StartAsync(TestApplication.CreateBuilder(option)));
        Assert.Contains(said, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_launch_profile_gives_the_port_and_the_first_project_profile_counts()
    {
        var resource = TestApplication.CreateBuilder().AddChild("api").Resource;
        var endpoint = Assert.Single(resource.Annotations.OfType<EndpointAnnotation>());
        Assert.Equal(("http", "http", 5999), (endpoint.Name, endpoint.UriScheme, endpoint.Port));
    }
}
