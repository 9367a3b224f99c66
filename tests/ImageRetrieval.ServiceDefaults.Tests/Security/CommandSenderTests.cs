using System.Net;
using ImageRetrieval.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http;

namespace ImageRetrieval.ServiceDefaults.Tests.Security;

public sealed class CommandSenderTests
{
    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.8.9.1", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("192.168.1.20", false)]
    [InlineData("::ffff:192.168.1.20", false)]
    [InlineData(null, false)]
    public void Only_loopback_addresses_are_this_machine(string? address, bool expected)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = address is null ? null : IPAddress.Parse(address);
        Assert.Equal(expected, CommandSender.IsThisMachine(context));
    }

    [Theory]
    [InlineData("Bearer abc", "abc")]
    [InlineData("bearer  abc ", "abc")]
    [InlineData("Bearer ", "")]
    [InlineData("Basic abc", null)]
    [InlineData("", null)]
    public void The_key_is_the_bearer_token(string header, string? key)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Authorization = header;
        Assert.Equal(key, CommandSender.BearerKey(context.Request));
    }
}
