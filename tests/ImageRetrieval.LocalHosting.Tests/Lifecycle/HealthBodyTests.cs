using System.Text;
using ImageRetrieval.LocalHosting.Health;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ImageRetrieval.LocalHosting.Tests.Lifecycle;

public class HealthBodyTests
{
    [Theory]
    [InlineData("""{"status":"Healthy","checks":{"self":{"status":"Healthy","description":null}}}""", HealthStatus.Healthy, null)]
    [InlineData("""{"status":"Degraded","checks":{"index":{"status":"Degraded","description":"40 % built"},"disk":{"status":"Unhealthy"}}}""", HealthStatus.Degraded, "index: 40 % built; disk")]
    [InlineData("Healthy", null, null)]
    [InlineData("[1]", null, null)]
    [InlineData("""{"status":7,"checks":5}""", null, null)]
    [InlineData("", null, null)]
    public void Reasons_are_read_where_there_are_any(string body, HealthStatus? status, string? reason) =>
        Assert.Equal((status, reason), HealthBody.Read(Encoding.UTF8.GetBytes(body)));
}
