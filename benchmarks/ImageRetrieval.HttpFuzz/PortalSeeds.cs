using System.Text;

namespace ImageRetrieval.HttpFuzz;

/// <summary>What browsers ask the Portal: pages, pictures and forms. Commands to the Worker are not among it: there is none.</summary>
internal static class PortalSeeds
{
    private const string Urlencoded = "Content-Type: application/x-www-form-urlencoded";

    internal static IReadOnlyList<SeedRequest> All { get; } =
    [
        Text("GET /", "Accept: text/html", ""),
        Text("GET /?q=id%3A1&k=20&model=builtin", "Accept-Language: de,en;q=0.5", ""),
        Text("GET /Collection?column=kind&value=test", "Accept-Encoding: gzip, br", ""),
        Text("GET /Ingest", "Cookie: .AspNetCore.Culture=c%3Dde%7Cuic%3Dde", ""),
        Text("GET /images/1/thumbnail?size=96&v=0123456789abcdef", "If-None-Match: \"x\"", ""),
        Text("GET /image/original?id=1", "Range: bytes=0-99", ""),
        Text("GET /uploads/0123456789abcdef", "Accept: image/*", ""),
        Text("POST /language", Urlencoded, "language=de&returnUrl=%2F%3Fq%3Did%253A1"),
        Text("POST /export", Urlencoded, "format=csv&q=id%3A1&k=20"),
        Text("POST /export", Urlencoded, "format=zip&ids=1&ids=2&ids=3"),
        ApiSeeds.Form("POST /", ("k", "20"), ("model", "builtin"), ("crop", "0,0,0.5,1")),
        ApiSeeds.Form("POST /?handler=Ask", ("parts", "id:1"), ("text", "x")),
    ];

    private static SeedRequest Text(string line, string header, string body) => new(line, [header], Encoding.Latin1.GetBytes(body));
}
