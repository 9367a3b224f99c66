using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace ImageRetrieval.Api.Tests;

public sealed class TelemetryTests
{
    [Fact]
    public async Task Each_stage_has_a_span_with_the_model_and_a_measurement()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener { ShouldListenTo = source => source.Name == "ImageRetrieval.Api", Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData, ActivityStopped = spans.Enqueue };
        ActivitySource.AddActivityListener(listener);
        var stages = new ConcurrentQueue<object?>();

        await using var server = await StartAsync();
        using var client = server.CreateClient();
        using var meters = Listen(server, "search.stage.duration", (_, tags) => stages.Enqueue(tags.GetValueOrDefault("stage")));
        await ApiServer.WaitForReadyAsync(client);
        using var response = await client.PostAsJsonAsync("/v1/search", new { k = 7, efSearch = 55, queries = new[] { new { image = Pictures.Bytes(1) } } });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);

        foreach (var stage in (string[])["decode", "inference", "search", "metadata"])
        {
            Assert.Contains(stage, stages);
            Assert.Contains(spans, span => span.OperationName == stage && span.GetTagItem("model") as string == "builtin");
        }
        Assert.Contains(spans, span => span.GetTagItem("k") as int? == 7 && span.GetTagItem("ef") as int? == 55 && span.GetTagItem("snapshot.version") as string == "00000001");
    }

    [Fact]
    public async Task Size_and_age_of_each_index_and_the_time_of_searches_are_metrics_with_units()
    {
        var seen = new ConcurrentDictionary<string, (string? Unit, double Value, object? Model)>();
        await using var server = await StartAsync();
        using var client = server.CreateClient();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (IsOf(server, instrument) && (instrument.Name.StartsWith("index.", StringComparison.Ordinal) || instrument.Name == "search.duration"))
                    listening.EnableMeasurementEvents(instrument);
            },
        };
        void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            seen[instrument.Name] = (instrument.Unit, value, tags.ToArray().Single(tag => tag.Key == "model").Value);
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            if (instrument.IsObservable)
                Note(instrument, value, tags);
        });
        listener.Start();
        await ApiServer.WaitForReadyAsync(client);
        using var response = await client.PostAsJsonAsync("/v1/search", new { queries = new[] { new { id = "1" } } });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);

        listener.RecordObservableInstruments();

        Assert.Equal(("{image}", Pictures.All().Count(), "builtin"), ((string?, double, object?))seen["index.images"]);
        Assert.Equal("By", seen["index.size"].Unit);
        Assert.InRange(seen["index.size"].Value, 1, double.MaxValue);
        Assert.InRange(seen["index.snapshot.age"].Value, 0, 3600);
        Assert.Equal("s", seen["search.duration"].Unit);
    }

    [Fact]
    public async Task The_recall_of_real_queries_is_measured_in_parallel()
    {
        var measured = new TaskCompletionSource<double>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = (await StartAsync()).With("Api:RecallEvery", "1");
        using var client = server.CreateClient();
        using var meters = Listen(server, "search.recall", (recall, _) => measured.TrySetResult(recall));
        await ApiServer.WaitForReadyAsync(client);
        await client.PostAsJsonAsync("/v1/search", new { queries = new[] { new { id = "1" } } });

        Assert.Equal(1, await measured.Task.WaitAsync(TimeSpan.FromSeconds(30)));
        using var json = JsonDocument.Parse(await ApiServer.UntilAsync(client, "/v1/stats", answer => answer.Contains("\"queries\":1", StringComparison.Ordinal)));
        Assert.Equal(1, json.RootElement.GetProperty("models")[0].GetProperty("recall").GetProperty("recall").GetDouble());
    }

    private static async Task<ApiServer> StartAsync()
    {
        var server = new ApiServer();
        await server.PublishAsync(Pictures.All());
        return server;
    }

    /// <summary>Whether the instrument is this server's own: other tests run other servers in this process.</summary>
    private static bool IsOf(ApiServer server, Instrument instrument) =>
        instrument.Meter.Name == "ImageRetrieval.Api" && instrument.Meter.Scope == server.Services.GetRequiredService<IMeterFactory>();

    private static MeterListener Listen(ApiServer server, string name, Action<double, Dictionary<string, object?>> measured)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (IsOf(server, instrument) && instrument.Name == name)
                    listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((_, value, tags, _) => measured(value, tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value)));
        listener.Start();
        return listener;
    }
}
