using ImageRetrieval.LocalHosting.Lifecycle;

namespace ImageRetrieval.LocalHosting.Dashboard;

/// <summary>A command as the page offers it.</summary>
internal sealed record CommandView(string Name, string Text, string? Description, string? Confirmation, bool IsHighlighted, bool IsEnabled)
{
    private static readonly string[] s_stopped = [KnownResourceStates.NotStarted, KnownResourceStates.FailedToStart, KnownResourceStates.Exited, KnownResourceStates.Finished];

    public static CommandView[] Of(ResourceSnapshot snapshot)
    {
        var isStopped = s_stopped.Contains(snapshot.State) && (snapshot.IsFinal || snapshot.State == KnownResourceStates.NotStarted);
        return
        [
            isStopped
                ? new("start", "Start", null, null, true, true)
                : new("stop", "Stop", null, null, true, snapshot.State != KnownResourceStates.Stopping),
            new("restart", "Restart", null, null, true, !isStopped && snapshot.State != KnownResourceStates.Stopping),
            .. snapshot.Commands.Select(command => new CommandView(
                command.Name, command.DisplayName, command.Options.Description, command.Options.ConfirmationMessage, command.Options.IsHighlighted,
                snapshot.State == KnownResourceStates.Running)),
        ];
    }

}
