namespace ImageRetrieval.Vision.Decoding;

/// <summary>libvips refused an operation; the message is its own text. It never leaves this assembly as it is.</summary>
internal sealed class VipsException(string operation, string message) : Exception($"{operation}: {message}");
