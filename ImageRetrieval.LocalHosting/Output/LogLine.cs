namespace ImageRetrieval.LocalHosting.Output;

/// <summary>A line that a resource wrote. The sequence number grows over all resources, so lines can be merged.</summary>
internal sealed record LogLine(long Sequence, DateTimeOffset Time, string Resource, bool IsError, string Text);
