using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ImageRetrieval.Fixtures;

/// <summary>
/// A server on 127.0.0.1 of numbered pictures, of which a seeded tenth is trouble: connections that break, errors, requests
/// to wait, silence, cut bodies, cut files, wrong types, redirects in a circle. It knows what each number must end as.
/// </summary>
internal sealed class FaultyPictureServer : IAsyncDisposable
{
    private static readonly string[] s_faults =
    [
        "reset", "reset once", "500", "500 once", "429 once", "stall", "stall once", "short body", "short body once",
        "truncated", "web page", "svg", "circle", "redirect", "gone",
    ];

    private readonly WebApplication _app;
    private readonly int _seed;
    private readonly Func<int, byte[]> _picture;
    private readonly ConcurrentDictionary<int, int> _asked = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource> _milestones = new();
    private int _requests;

    private FaultyPictureServer(WebApplication app, int seed, Func<int, byte[]> picture) => (_app, _seed, _picture) = (app, seed, picture);

    public string Address { get; private set; } = "";

    public int Requests => Volatile.Read(ref _requests);

    /// <param name="seed">Decides which numbers are trouble, and which.</param>
    /// <param name="picture">The encoded picture of a number.</param>
    public static async Task<FaultyPictureServer> StartAsync(int seed, Func<int, byte[]>? picture = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new FaultyPictureServer(app, seed, picture ?? (i => TestImages.Random(i)));
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        server.Address = app.Urls.Single();
        return server;
    }

    public string Url(int number) => $"{Address}/{number}.png";

    /// <summary>The reason with which a number must fail; null when its picture must be indexed.</summary>
    public string? Reason(int number) => Fault(number) switch
    {
        "reset" or "short body" => "network",
        "500" => "http_5xx",
        "stall" => "stalled",
        "truncated" => "truncated",
        "web page" => "not_an_image",
        "svg" => "unsupported_format",
        "circle" => "redirect_loop",
        "gone" => "http_4xx",
        _ => null,
    };

    /// <summary>Done when so many requests have come.</summary>
    public Task RequestAsync(int count)
    {
        var milestone = _milestones.GetOrAdd(count, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        if (Requests >= count)
            milestone.TrySetResult();
        return milestone.Task;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private string Fault(int number)
    {
        var random = new Random(HashCodeOf(number));
        return random.Next(10) == 0 ? s_faults[random.Next(s_faults.Length)] : "";
    }

    // Spread by multiplication: seeds that follow each other give alike beginnings.
    private int HashCodeOf(int number) => unchecked((int)((uint)(number * 2654435761) ^ (uint)(_seed * 40503)));

    private async Task AnswerAsync(HttpContext context)
    {
        var requests = Interlocked.Increment(ref _requests);
        if (_milestones.TryGetValue(requests, out var milestone))
            milestone.TrySetResult();
        var name = Path.GetFileNameWithoutExtension(context.Request.Path.Value!);
        var number = int.Parse(name.TrimEnd('x'), CultureInfo.InvariantCulture);
        var first = _asked.AddOrUpdate(number, 1, (_, asked) => asked + 1) == 1;
        var fault = Fault(number);
        if (fault.EndsWith(" once", StringComparison.Ordinal))
            fault = first ? fault[..^5] : "";
        await AnswerAsync(context, fault, number, followed: name.EndsWith('x'));
    }

    private async Task AnswerAsync(HttpContext context, string fault, int number, bool followed)
    {
        var response = context.Response;
        switch (fault)
        {
            case "reset":
                context.Abort();
                break;
            case "500":
                response.StatusCode = 500;
                break;
            case "429":
                response.StatusCode = 429;
                response.Headers.RetryAfter = "1";
                break;
            case "gone":
                response.StatusCode = 410;
                break;
            case "stall":
                response.ContentLength = 1000;
                await response.Body.WriteAsync(new byte[10], context.RequestAborted);
                await response.Body.FlushAsync(context.RequestAborted);
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                break;
            case "short body":
                var whole = _picture(number);
                response.ContentLength = whole.Length;
                await response.Body.WriteAsync(whole.AsMemory(0, whole.Length / 2), context.RequestAborted);
                await response.Body.FlushAsync(context.RequestAborted);
                context.Abort();
                break;
            case "circle":
                response.Redirect(followed ? $"/{number}.png" : $"/{number}x.png");
                break;
            case "redirect" when !followed:
                response.Redirect($"/{number}x.png");
                break;
            default:
                await WriteAsync(context, BodyOf(fault, number));
                break;
        }
    }

    private byte[] BodyOf(string fault, int number) => fault switch
    {
        "truncated" => _picture(number) is var whole ? whole[..(whole.Length * 2 / 3)] : [],
        "web page" => "<!doctype html><html><body>Sign in</body></html>"u8.ToArray(),
        "svg" => "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray(),
        _ => _picture(number),
    };

    private static async Task WriteAsync(HttpContext context, byte[] body)
    {
        context.Response.ContentType = "image/png";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
