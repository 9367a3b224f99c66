using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Text;

namespace ImageRetrieval.Worker.Tests;

/// <summary>What .NET cannot make: pipes, names that are no text, the view of a user who is not root.</summary>
internal static class Posix
{
    private const int AnyMode = 0x1ED;

    internal static void MakePipe(string path) => Check(mkfifo(Bytes(path), AnyMode));

    /// <summary>Makes a file or a folder whose name has bytes that are not UTF-8.</summary>
    internal static void MakeFolder(string folder, ReadOnlySpan<byte> name) => Check(mkdir([.. Bytes(folder)[..^1], (byte)'/', .. name, 0], AnyMode));

    internal static void MakeFile(string folder, ReadOnlySpan<byte> name)
    {
        const int writeCreate = 1 | 0x40;
        var file = open([.. Bytes(folder)[..^1], (byte)'/', .. name, 0], writeCreate, AnyMode);
        Check(file);
        Check(close(file));
    }

    /// <summary>Removes a folder, whatever the names in it are.</summary>
    internal static void RemoveAll(string folder)
    {
        using var process = Process.Start("rm", ["-rf", folder]);
        process.WaitForExit();
    }

    internal static void SetMode(string path, int mode) => Check(chmod(Bytes(path), mode));

    /// <summary>Puts a link in the place of another at once; .NET follows the other.</summary>
    internal static void Rename(string from, string to) => Check(rename(Bytes(from), Bytes(to)));

    /// <summary>Does something with the rights that nobody has to other people's files: root's tests see what users see.</summary>
    internal static T AsNobody<T>(Func<T> action)
    {
        const int nobody = 65534;
        T result = default!;
        ExceptionDispatchInfo? failure = null;
        // The identity is that of one thread.
        var thread = new Thread(() =>
        {
            _ = setfsuid(nobody);
            try
            {
                result = action();
            }
            catch (Exception error)
            {
                failure = ExceptionDispatchInfo.Capture(error);
            }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result;
    }

    private static byte[] Bytes(string text) => [.. Encoding.UTF8.GetBytes(text), 0];

    private static void Check(int result)
    {
        if (result < 0)
            throw new IOException(Marshal.GetLastPInvokeErrorMessage());
    }

#pragma warning disable IDE1006, SYSLIB1054, CA5392 // the names of the system's functions
    [DllImport("libc", SetLastError = true)]
    private static extern int mkfifo(byte[] path, int mode);

    [DllImport("libc", SetLastError = true)]
    private static extern int mkdir(byte[] path, int mode);

    [DllImport("libc", SetLastError = true)]
    private static extern int open(byte[] path, int flags, int mode);

    [DllImport("libc", SetLastError = true)]
    private static extern int close(int file);

    [DllImport("libc", SetLastError = true)]
    private static extern int rename(byte[] from, byte[] to);

    [DllImport("libc", SetLastError = true)]
    private static extern int chmod(byte[] path, int mode);

    [DllImport("libc")]
    private static extern int setfsuid(int user);
#pragma warning restore IDE1006, SYSLIB1054, CA5392
}
