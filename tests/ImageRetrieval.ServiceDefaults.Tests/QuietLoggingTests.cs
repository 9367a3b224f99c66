namespace ImageRetrieval.ServiceDefaults.Tests;

public class QuietLoggingTests
{
    [Fact]
    public void Frameworks_are_quiet_unless_the_configuration_says_otherwise()
    {
        const string Key = "Logging:LogLevel:Microsoft.AspNetCore";
        Assert.Equal("Warning", TestHost.CreateBuilder().Configuration[Key]);
        Assert.Equal("Debug", TestHost.CreateBuilder((Key, "Debug")).Configuration[Key]);
    }
}
