namespace ImageRetrieval.Worker.Status;

/// <summary>An image in progress.</summary>
/// <param name="Stage"><c>download</c> or <c>embed</c>.</param>
/// <param name="Id">The image.</param>
/// <param name="Url">Where it comes from.</param>
/// <param name="Seconds">For how long.</param>
internal sealed record CurrentImage(string Stage, string Id, string Url, double Seconds);
