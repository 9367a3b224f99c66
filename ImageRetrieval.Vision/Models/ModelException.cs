namespace ImageRetrieval.Vision.Models;

/// <summary>A model cannot be used; the message names the model, the reason and the remedy.</summary>
public sealed class ModelException : Exception
{
    /// <summary>Creates the exception.</summary>
    public ModelException(ModelError error, string message, Exception? inner = null)
        : base(message, inner) => Error = error;

    /// <summary>The kind of failure.</summary>
    public ModelError Error { get; }
}
