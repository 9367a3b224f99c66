using System.Threading.Channels;

namespace ImageRetrieval.LocalHosting.Output;

/// <summary>
/// The AppHost's own console: the output of all resources, one line at a time, each after its resource's name. A console
/// that does not take lines (a paused terminal) must not stop the resources, so lines are queued and the oldest dropped.
/// </summary>
internal sealed class HostConsole : IAsyncDisposable
{
    /// <summary>Stands before the AppHost's own lines.</summary>
    public const string OwnName = "apphost";

    private const int QueuedLines = 20_000;
    private static readonly string[] s_colors = ["\e[36m", "\e[35m", "\e[34m", "\e[33m", "\e[32m", "\e[96m", "\e[95m", "\e[94m"];
    private static readonly TimeSpan s_flushTimeout = TimeSpan.FromSeconds(2);

    private readonly Channel<string> _queue = Channel.CreateBounded<string>(
        new BoundedChannelOptions(QueuedLines) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    private readonly Dictionary<string, string> _colorByName = [];
    private readonly TextWriter _writer;
    private readonly bool _colored;
    private readonly Task _pump;
    private int _nameWidth = OwnName.Length;

    public HostConsole()
        : this(Console.Out, !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")))
    {
    }

    internal HostConsole(TextWriter writer, bool colored)
    {
        _writer = writer;
        _colored = colored;
        _pump = Task.Run(PumpAsync);
    }

    /// <summary>Gives each resource its colour, and all of them one column.</summary>
    public void Register(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            _colorByName[name] = s_colors[_colorByName.Count % s_colors.Length];
            _nameWidth = Math.Max(_nameWidth, name.Length);
        }
    }

    public void Write(string name, string text)
    {
        var column = name.PadRight(_nameWidth);
        _queue.Writer.TryWrite(_colored && _colorByName.TryGetValue(name, out var color)
            ? $"{color}{column}{Ansi.Reset} | {text}{Ansi.Reset}"
            : $"{column} | {(_colored ? text : Ansi.Strip(text))}");
    }

    /// <summary>Writes a block of its own, without the name column.</summary>
    public void WriteBlock(IEnumerable<string> lines) =>
        _queue.Writer.TryWrite(string.Join(Environment.NewLine, ["", .. lines, ""]));

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await Task.WhenAny(_pump, Task.Delay(s_flushTimeout)).ConfigureAwait(false);
    }

    private async Task PumpAsync()
    {
        await foreach (var line in _queue.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                await _writer.WriteLineAsync(line).ConfigureAwait(false);
            }
            catch (IOException)
            {
                // The reader of our output has gone; the resources and the dashboard go on.
            }
        }
    }
}
