using System.Text.Json;

namespace ImageRetrieval.Api;

/// <summary>A value of a document that has the right type but is wrong; the reader adds its place.</summary>
internal sealed class JsonValueException(string fault) : JsonException(fault)
{
    /// <summary>What is wrong, as the end of a sentence that begins with the place.</summary>
    internal string Fault { get; } = fault;
}
