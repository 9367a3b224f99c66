using System.Diagnostics;
using System.Globalization;
using ImageRetrieval.Fixtures;
using ImageRetrieval.Pictures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ImageRetrieval.IngestBenchmark;

/// <summary>A site of pictures as a separate process, so that its CPU time is not the Worker's; it ends with its input.</summary>
internal sealed class PictureSite : IAsyncDisposable
{
    private const int Photos = 64;
    private const int Tiny = 1000;

    private readonly Process _process;

    private PictureSite(Process process, string address) => (_process, Address) = (process, address);

    internal string Address { get; }

    internal string Url(int number) => $"{Address}/{number}";

    /// <param name="pictures"><c>photos</c>: JPEGs of about 100 kB, each number another picture; <c>tiny</c>: one of 1,000 PNGs of 8 x 8 pixels.</param>
    internal static async Task<PictureSite> StartAsync(string pictures)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardInput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(PictureSite).Assembly.Location);
        foreach (var argument in (string[])["serve", "--pictures", pictures])
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        return new PictureSite(process, await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The picture site did not start."));
    }

    internal static async Task<int> ServeAsync(string pictures)
    {
        var bodies = pictures == "tiny" ? Enumerable.Range(0, Tiny).Select(i => TestImages.Random(i, 8, 8)).ToArray() : [.. Enumerable.Range(0, Photos).AsParallel().AsOrdered().Select(Photo)];
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.Run(context => AnswerAsync(context, bodies, vary: pictures != "tiny"));
        await app.StartAsync();
        Console.WriteLine(app.Urls.Single());
        await Console.In.ReadToEndAsync();
        return 0;
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    // About 100 kB, as the pictures of the web are.
    private static byte[] Photo(int seed) => DrawnPicture.Encode(DrawnPicture.Png(seed, 800, 600, 28), ".jpg", $"Q=85");

    private static async Task AnswerAsync(HttpContext context, byte[][] bodies, bool vary)
    {
        var number = int.Parse(context.Request.Path.Value!.AsSpan(1), CultureInfo.InvariantCulture);
        var body = bodies[number % bodies.Length];
        if (vary)
            body = Vary(body, number / bodies.Length);
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body);
    }

    // Other values in the first quantisation table (ITU T.81, B.2.4.1) make another picture of the same length: its mean
    // and its coarsest waves change. 4,096 of each.
    private static byte[] Vary(byte[] jpeg, int variant)
    {
        var varied = (byte[])jpeg.Clone();
        var table = varied.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xDB]) + 5;
        for (var i = 0; i < 3; i++, variant /= 16)
            varied[table + i] = (byte)(varied[table + i] + variant % 16);
        return varied;
    }
}
