using System.Net;
using System.Text;

namespace ImageRetrieval.Portal.Tests;

/// <summary>Forms that cannot be read are the sender's fault: a status of 4xx and a sentence, whichever page they are posted to.</summary>
public sealed class FormTests
{
    private const string Fields = "application/x-www-form-urlencoded";
    private const string Parts = "multipart/form-data; boundary=cut";

    public static TheoryData<string> Addresses => new("/", "/export", "/language", "/duplicates/csv", "/failures/retry", "/batch", "/ingest/pause", "/ingest/resume", "/ingest/retry");

    [Theory]
    [MemberData(nameof(Addresses))]
    public Task Too_many_values_are_refused(string address) =>
        IsRefused(address, string.Join('&', Enumerable.Range(0, 1_100).Select(i => $"id={i}")), Fields);

    [Theory]
    [MemberData(nameof(Addresses))]
    public Task A_name_that_is_too_long_is_refused(string address) => IsRefused(address, new string('k', 200_000) + "=1", Fields);

    [Theory]
    [MemberData(nameof(Addresses))]
    public Task Truncated_parts_are_refused(string address) =>
        IsRefused(address, "--cut\r\nContent-Disposition: form-data; name=\"id\"\r\n\r\n10", Parts);

    [Theory]
    [MemberData(nameof(Addresses))]
    public Task Parts_whose_headers_are_too_long_are_refused(string address) =>
        IsRefused(address, $"--cut\r\nContent-Disposition: form-data; name=\"{new string('n', 40_000)}\"\r\n\r\n1\r\n--cut--\r\n", Parts);

    [Theory]
    [MemberData(nameof(Addresses))]
    public Task Parts_without_a_boundary_are_refused(string address) => IsRefused(address, "--cut--\r\n", "multipart/form-data");

    [Theory]
    [MemberData(nameof(Addresses))]
    public Task Parts_whose_boundary_is_too_long_are_refused(string address) =>
        IsRefused(address, "--cut--\r\n", "multipart/form-data; boundary=" + new string('b', 400));

    [Fact]
    public async Task A_form_that_is_too_large_is_refused_with_the_limit()
    {
        using var site = new PortalSite(("Portal:MaxUploadMegabytes", "1"));
        var body = $"--cut\r\nContent-Disposition: form-data; name=\"id\"; filename=\"a\"\r\n\r\n{new string('x', 2_000_000)}\r\n--cut--\r\n";
        var answer = await site.SendAsync("POST", "/export", Encoding.ASCII.GetBytes(body), Parts);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
        Assert.Contains("larger than 1114112 bytes", answer.Text);
    }

    private static async Task IsRefused(string address, string body, string contentType)
    {
        using var site = new PortalSite();
        var answer = await site.SendAsync("POST", address, Encoding.ASCII.GetBytes(body), contentType);
        Assert.True(answer.Status == HttpStatusCode.BadRequest, $"{answer.Status}: {answer.Text}");
        Assert.DoesNotContain("   at ", answer.Text);
        // What is left of the body is not taken for the next request.
        Assert.True(answer.Headers.ConnectionClose);
        Assert.Empty(site.Api.Requests);
    }
}
