using ImageRetrieval.Vision.Trial;

namespace ImageRetrieval.Vision.Tests;

/// <summary>These tests as a program: the child that tries models. The test host does not come through here.</summary>
internal static class Program
{
    private static int Main(string[] args) => TrialHost.TryServe(args, typeof(Program).Assembly, out var exitCode) ? exitCode : 0;
}
