using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace ImageRetrieval.IndexBenchmark.Engines;

/// <summary>
/// An engine in a child process that reads the same rows from a file. It says <c>ready</c> and what it is, then answers
/// <c>build</c> and <c>search EF FILE</c> with the CPU and wall seconds of that work; the rows that it found are in FILE.
/// </summary>
internal sealed class ChildEngine : IEngine
{
    private readonly Process _process;
    private readonly string _answers;

    /// <param name="name">What <c>--engines</c> calls it.</param>
    /// <param name="isExact">Whether it compares with every row.</param>
    /// <param name="files">Holds the rows, and gets the answers.</param>
    /// <param name="start">The program and its first arguments; those that say what to build are appended.</param>
    /// <param name="options">How it is built.</param>
    /// <param name="remedy">What to install when it does not start.</param>
    /// <exception cref="EngineMissingException">The program or a library of its own is absent.</exception>
    public ChildEngine(string name, bool isExact, ChildFiles files, ProcessStartInfo start, BenchmarkOptions options, string remedy)
    {
        (Name, IsExact, _answers) = (name, isExact, files.Answers(name));
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        foreach (object argument in (object[])[files.Rows, files.Set.Dimension, files.Set.Count, files.Set.Queries, options.K, options.M, options.EfConstruction])
            start.ArgumentList.Add(Convert.ToString(argument, CultureInfo.InvariantCulture)!);
        _process = Start(start, name, remedy);
        Title = Hello(remedy);
    }

    public string Name { get; }

    public string Title { get; }

    public bool IsExact { get; }

    public Cost Build() => Ask("build");

    public Cost Search(int ef, int[] found)
    {
        Cost cost = Ask(string.Create(CultureInfo.InvariantCulture, $"search {ef} {_answers}"));
        using FileStream file = File.OpenRead(_answers);
        file.ReadExactly(MemoryMarshal.AsBytes(found.AsSpan()));
        return cost;
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static Process Start(ProcessStartInfo start, string name, string remedy)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw new EngineMissingException($"{name} did not start ({error.Message}): {remedy}");
        }
    }

    private string Hello(string remedy)
    {
        const string Ready = "ready ";
        string? hello = _process.StandardOutput.ReadLine();
        if (hello?.StartsWith(Ready, StringComparison.Ordinal) == true)
            return hello[Ready.Length..];
        string reason = _process.StandardError.ReadToEnd().Trim().Split('\n')[^1];
        _process.WaitForExit();
        _process.Dispose();
        throw new EngineMissingException($"{reason}: {remedy}");
    }

    private Cost Ask(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
        string answer = _process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException($"{Name} ended: {_process.StandardError.ReadToEnd().Trim()}");
        double[] seconds = [.. answer.Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
        return new Cost(seconds[0], seconds[1]);
    }
}
