using System.Diagnostics;
using System.Text;

namespace ImageRetrieval.EndToEnd.Tests;

/// <summary>A mark in the environment of a process, which its children inherit: so they are found even when their parent is gone.</summary>
internal sealed class ProcessMark
{
    private const string Variable = "IMAGERETRIEVAL_TEST_MARK";
    private readonly string _value = Guid.NewGuid().ToString("N");

    /// <summary>Only Linux shows the environment of other processes.</summary>
    public static bool CanLook => OperatingSystem.IsLinux();

    public void PutOn(ProcessStartInfo start) => start.Environment[Variable] = _value;

    /// <summary>The living processes that carry the mark; a zombie has no environment any more.</summary>
    public int[] Living() => CanLook
        ? [.. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Select(name => int.TryParse(name, out var id) ? id : 0).Where(Carries)]
        : [];

    public void KillAll()
    {
        foreach (var id in Living())
        {
            try
            {
                using var process = Process.GetProcessById(id);
                process.Kill();
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException)
            {
                // It has just ended by itself.
            }
        }
    }

    private bool Carries(int id)
    {
        try
        {
            return id > 0 && File.ReadAllBytes($"/proc/{id}/environ").AsSpan().IndexOf(Encoding.ASCII.GetBytes($"{Variable}={_value}")) >= 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // ended meanwhile, or another user's
        }
    }
}
