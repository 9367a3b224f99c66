using System.Runtime.InteropServices;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>The signal that asked the program to end. The host handles the signals; this only remembers them.</summary>
internal sealed class StopSignal : IDisposable
{
    // 128 plus the signal's number, as shells report a program that was ended by a signal.
    private const int Interrupt = 130;
    private const int Terminate = 143;

    private readonly PosixSignalRegistration[] _registrations;
    private volatile int _exitCode;

    public StopSignal() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => _exitCode = Interrupt),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => _exitCode = Terminate),
    ];

    /// <summary>The exit code that reports it; null when there was no signal.</summary>
    internal int? ExitCode => _exitCode == 0 ? null : _exitCode;

    internal string Name => _exitCode switch
    {
        Interrupt => "SIGINT",
        Terminate => "SIGTERM",
        _ => "its host",
    };

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
    }
}
