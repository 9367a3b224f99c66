using System.Text.Json;

namespace ImageRetrieval.Api;

/// <summary>A value of a document that is of the right type and wrong all the same; where it stands, the reader adds.</summary>
internal sealed class JsonValueException(string fault) : JsonException(fault)
{
    /// <summary>What is wrong, as the end of a sentence that begins with the place.</summary>
    internal string Fault { get; } = fault;
}
