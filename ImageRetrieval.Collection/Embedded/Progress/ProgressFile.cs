using ImageRetrieval.Collection.Progress;

namespace ImageRetrieval.Collection.Embedded.Progress;

/// <summary>The progress in <c>&lt;data&gt;/status.json</c>, replaced by a rename.</summary>
internal sealed class ProgressFile(DataLayout layout) : IProgressWriter
{
    public ValueTask WriteAsync(ReadOnlyMemory<byte> json, CancellationToken token)
    {
        File.WriteAllBytes(layout.Status + ".new", json.Span);
        File.Move(layout.Status + ".new", layout.Status, overwrite: true);
        return ValueTask.CompletedTask;
    }
}
