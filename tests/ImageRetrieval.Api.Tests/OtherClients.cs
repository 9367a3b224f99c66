using System.Diagnostics;

namespace ImageRetrieval.Api.Tests;

/// <summary>Programs that others have: curl, and Python's requests. Each gives its lines of output.</summary>
internal static class OtherClients
{
    private const string Python = """
        import json, sys, requests
        url, path, fields = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
        with open(path, 'rb') as image:
            answer = requests.post(url, files={'file': image}, data=fields)
        print(answer.status_code)
        print(json.dumps(answer.json()))
        """;

    /// <summary>The answer, and then its status.</summary>
    public static Task<string[]> CurlAsync(string address, string file, params string[] arguments) =>
        RunAsync("curl", ["-sS", "-w", "\n%{http_code}", "-X", "POST", address, "-F", $"file=@{file}", .. arguments]);

    /// <summary>The status, and then the answer.</summary>
    public static Task<string[]> PythonAsync(string address, string file, string fields) => RunAsync(PythonProgram, ["-c", Python, address, file, fields]);

    /// <summary>Debian's Python, whose packages come from apt, before another one on PATH.</summary>
    public static string PythonProgram { get; } = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";

    /// <summary>What a script prints that runs in a folder.</summary>
    public static Task<string[]> ScriptAsync(string script, string folder) => RunAsync(PythonProgram, ["-c", script], folder);

    private static async Task<string[]> RunAsync(string program, IEnumerable<string> arguments, string folder = "")
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await error);
        return output.Trim().Split('\n');
    }
}
