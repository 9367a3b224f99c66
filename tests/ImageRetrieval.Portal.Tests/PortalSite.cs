using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ImageRetrieval.Portal.Tests;

/// <summary>The Portal in memory, with <see cref="FakeApi"/> in the Api's place.</summary>
public sealed class PortalSite(params (string Key, string Value)[] settings) : WebApplicationFactory<Program>
{
    public static readonly byte[] SomePicture = [0xff, 0xd8, 0xff, 0xe0, 1, 2, 3];

    public FakeApi Api { get; } = new();

    /// <summary>The address from which requests come; null for an unknown one.</summary>
    public IPAddress? Sender { get; init; }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("Portal:ApiAddress", "http://api.test");
        // The pages are tested, not the patience of a portal whose Api is down.
        builder.UseSetting("HttpResilience:Retry:Delay", "00:00:00.001");
        // Most tests are about what operators see, which is everything.
        builder.UseSetting("Portal:IngestCommands", "true");
        foreach (var (key, value) in settings)
            builder.UseSetting(key, value);
        builder.ConfigureServices(services =>
        {
            services.ConfigureHttpClientDefaults(http => http.ConfigurePrimaryHttpMessageHandler(() => Api));
            services.AddSingleton<IStartupFilter>(new SenderFilter(Sender));
        });
    }

    /// <summary>Requests in memory have no sender.</summary>
    private sealed class SenderFilter(IPAddress? sender) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, then) =>
            {
                context.Connection.RemoteIpAddress = sender;
                return then(context);
            });
            next(app);
        };
    }

    public async Task<Page> GetAsync(string address, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        return await SendAsync(request, headers);
    }

    /// <summary>Posts the search form, as a script (<paramref name="asScript"/>) or as a browser without one.</summary>
    public async Task<Page> UploadAsync(byte[]? picture, string fileName = "mine.jpg", bool asScript = true, (string Name, string Value)[]? fields = null, params (string Name, string Value)[] headers)
    {
        using var form = new MultipartFormDataContent { { new StringContent(""), "text-unused" } };
        if (picture is not null)
            form.Add(new ByteArrayContent(picture), "file", fileName);
        foreach (var (name, value) in fields ?? [])
            form.Add(new StringContent(value), name);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = form };
        return await SendAsync(request, asScript ? [.. headers, ("X-Fragment", "page")] : headers);
    }

    /// <summary>Sends a body as it is, by whatever method.</summary>
    public async Task<Page> SendAsync(string method, string address, byte[]? body = null, string? contentType = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }
        return await SendAsync(request, []);
    }

    public async Task<Page> PostAsync(string address, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))) };
        return await SendAsync(request, []);
    }

    private async Task<Page> SendAsync(HttpRequestMessage request, (string Name, string Value)[] headers)
    {
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var client = CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        using var response = await client.SendAsync(request);
        return new Page(response.StatusCode, await response.Content.ReadAsByteArrayAsync(), response.Headers, response.Content.Headers);
    }
}

public sealed record Page(HttpStatusCode Status, byte[] Bytes, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    public string Html => System.Text.Encoding.UTF8.GetString(Bytes);

    /// <summary>The page as a reader sees the words: entities resolved.</summary>
    public string Text => WebUtility.HtmlDecode(Html);
}
