namespace ImageRetrieval.LocalHosting;

/// <summary>The arguments of a resource that is about to start.</summary>
public sealed class CommandLineArgsCallbackContext(IList<object> args)
{
    /// <summary>Strings, or endpoint references that become addresses.</summary>
    public IList<object> Args { get; } = args;
}
