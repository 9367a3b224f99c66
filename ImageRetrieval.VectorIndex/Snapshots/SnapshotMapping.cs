using System.Runtime.InteropServices;

namespace ImageRetrieval.VectorIndex;

/// <summary>
/// The mapped sections of an open snapshot, reference-counted like a native handle: disposing rejects new calls immediately
/// (ObjectDisposedException), and the last call in progress unmaps the files.
/// </summary>
internal sealed class SnapshotMapping : SafeHandle
{
    private readonly IDisposable[] _sections;

    // SafeHandle itself rejects new references only after the last one is released: under steady load, never.
    private volatile bool _disposed;

    public SnapshotMapping(params IDisposable[] sections)
        : base(invalidHandleValue: 0, ownsHandle: true)
    {
        _sections = sections;
        SetHandle(1);
    }

    public override bool IsInvalid => false;

    public Lease Acquire()
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(Snapshot));
        bool added = false;
        DangerousAddRef(ref added);
        return new Lease(this);
    }

    protected override void Dispose(bool disposing)
    {
        _disposed = true;
        base.Dispose(disposing);
    }

    protected override bool ReleaseHandle()
    {
        foreach (IDisposable section in _sections)
            section.Dispose();
        return true;
    }

    /// <summary>Keeps the sections mapped until it is disposed.</summary>
    public readonly ref struct Lease(SnapshotMapping mapping)
    {
        public void Dispose() => mapping.DangerousRelease();
    }
}
