using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Embedding;

namespace ImageRetrieval.VisionBenchmark;

/// <summary>Many concurrent embeddings for some time: no call fails, memory is stable, and a cancelled call returns soon.</summary>
internal static class SoakPart
{
    private const int Callers = 64;
    private const int WarmUpSeconds = 10;
    private const int LaterSamples = 5;
    private const double MaxGrowth = 1.10;

    internal static void Run(Workbench bench)
    {
        bench.Report.Table($"{Callers} concurrent embeddings", "what", "figure:", "goal");
        var entry = bench.MobileNetEntry() ?? bench.ResNet50Entry();
        using (var model = bench.Load(entry))
            Endure(bench, model);
        using var resNet50 = bench.Load(bench.ResNet50Entry());
        bench.Report.Line($"{CancelRow(bench, resNet50, callers: 1)}");
        bench.Report.Line($"{CancelRow(bench, resNet50, Callers)}");
    }

    private static void Endure(Workbench bench, EmbeddingModel model)
    {
        var image = Image(bench, model);
        var (calls, failures) = (0L, 0L);
        using var stop = new CancellationTokenSource();
        var threads = Start(Callers, () =>
        {
            while (!stop.IsCancellationRequested)
            {
                // A failure of any kind counts: that there is none is what is shown.
#pragma warning disable CA1031
                try
                {
                    model.Embed(image);
                    Interlocked.Increment(ref calls);
                }
                catch (Exception)
                {
                    Interlocked.Increment(ref failures);
                }
#pragma warning restore CA1031
            }
        });

        var seconds = bench.Options.SoakSeconds;
        var warmUp = Math.Min(WarmUpSeconds, seconds / 2);
        Thread.Sleep(TimeSpan.FromSeconds(warmUp));
        List<Memory> memory = [Memory.Now()];
        for (var i = 0; i < LaterSamples; i++)
        {
            Thread.Sleep(TimeSpan.FromSeconds((double)(seconds - warmUp) / LaterSamples));
            memory.Add(Memory.Now());
        }
        stop.Cancel();
        threads.ForEach(thread => thread.Join());

        var report = bench.Report;
        report.Line($"| calls of {model.Name} in {seconds} s | {calls} | |");
        report.Line($"| failed calls | {failures} | 0: {Report.Verdict(failures, 0)} |");
        WriteMemory(report, "resident", warmUp, [.. memory.Select(m => m.ResidentMiB)]);
        WriteMemory(report, "managed", warmUp, [.. memory.Select(m => m.ManagedMiB)]);
    }

    private static void WriteMemory(Report report, string what, int warmUp, double[] mib)
    {
        var series = string.Join(", ", mib.Select(value => value.ToString("F0", System.Globalization.CultureInfo.InvariantCulture)));
        report.Line($"| {what} memory after {warmUp} s and from there to the end, MiB | {series} | the last within 10 % of the first: {Report.Verdict(mib[^1] / mib[0], MaxGrowth)} |");
    }

    private static FormattableString CancelRow(Workbench bench, EmbeddingModel model, int callers)
    {
        const int repetitions = 5;
        const double goalMs = 500;
        var image = Image(bench, model);
        var slowest = 0.0;
        var cancelled = 0;
        for (var i = 0; i < repetitions; i++)
        {
            using var cancel = new CancellationTokenSource();
            using var gate = new Barrier(callers + 1);
            var threads = Start(callers, () =>
            {
                gate.SignalAndWait();
                try
                {
                    model.Embed(image, cancel.Token);
                }
                catch (OperationCanceledException)
                {
                    Interlocked.Increment(ref cancelled);
                }
            });
            gate.SignalAndWait();
            Thread.Sleep(10); // in the middle of a run
            var clock = System.Diagnostics.Stopwatch.StartNew();
            cancel.Cancel();
            threads.ForEach(thread => thread.Join());
            slowest = Math.Max(slowest, clock.Elapsed.TotalMilliseconds);
        }
        return $"| resnet50, {callers} concurrently, cancelled after 10 ms: {cancelled} of {callers * repetitions} calls stopped; slowest return, ms | {slowest:F0} | {goalMs}: {Report.Verdict(slowest, goalMs)} |";
    }

    private static PixelImage Image(Workbench bench, EmbeddingModel model) =>
        new ImageDecoder().Decode(File.ReadAllBytes(bench.Picture(1, 1200, 900)), model.Preprocessing.Geometry);

    // Separate threads: the pool would start them one by one.
    private static List<Thread> Start(int count, ThreadStart work)
    {
        List<Thread> threads = [.. Enumerable.Range(0, count).Select(_ => new Thread(work))];
        threads.ForEach(thread => thread.Start());
        return threads;
    }
}
