namespace ImageRetrieval.Api.Safety;

/// <summary>What a key may do.</summary>
internal static class ApiRoles
{
    internal const string Search = "search";
    internal const string Ingest = "ingest";

    internal static IReadOnlyList<string> All { get; } = [Search, Ingest];
}
