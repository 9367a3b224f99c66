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
    public static Task<string[]> PythonAsync(string address, string file, string fields) => RunAsync("python3", ["-c", Python, address, file, fields]);

    private static async Task<string[]> RunAsync(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await error);
        return output.Trim().Split('\n');
    }
}
