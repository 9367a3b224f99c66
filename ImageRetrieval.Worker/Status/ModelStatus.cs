namespace ImageRetrieval.Worker.Status;

/// <summary>One model's part of the run.</summary>
/// <param name="Name">The model.</param>
/// <param name="Embedded">Images of the list that it has embedded.</param>
/// <param name="Published">Version of its newest snapshot; null before the first.</param>
/// <param name="Message">What it waits for (a download), or why it cannot be used; otherwise null.</param>
internal sealed record ModelStatus(string Name, long Embedded, string? Published, string? Message);
