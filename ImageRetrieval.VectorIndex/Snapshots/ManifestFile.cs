using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageRetrieval.VectorIndex;

/// <summary>Writes and reads manifest.json.</summary>
internal static class ManifestFile
{
    // One less than the maximum array length: a table has one more entry.
    private static readonly int MaxCount = Array.MaxLength - 1;

    public static void Write(string path, Manifest manifest)
    {
        byte[] json = Serialize(manifest with { Checksum = Checksum(manifest) });
        using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        stream.Write(json);
        stream.Flush(flushToDisk: true);
    }

    public static Manifest Read(string path)
    {
        byte[] json = File.ReadAllBytes(path);
        Manifest manifest;
        try
        {
            CheckFormat(path, json);
            manifest = JsonSerializer.Deserialize(json, ManifestJson.Default.Manifest)
                ?? throw Damaged(path, "is empty");
        }
        catch (JsonException e)
        {
            throw new SnapshotException(SnapshotFault.Damaged, $"'{path}' is not a manifest: {e.Message} Rebuild the index.", e);
        }

        if (manifest.Checksum != Checksum(manifest))
            throw Damaged(path, "does not match its checksum");
        CheckValues(path, manifest);
        return manifest;
    }

    // Checked first, so that a manifest of a later format is reported as such and not as damaged.
    private static void CheckFormat(string path, byte[] json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("formatVersion", out JsonElement element)
            || !element.TryGetInt32(out int version))
            throw Damaged(path, "has no formatVersion");
        if (version != SnapshotFormat.Version)
            throw SnapshotFormat.Unsupported(path, version);
    }

    private static void CheckValues(string path, Manifest manifest)
    {
        if (manifest.Dimension is < 1 or > VectorArguments.MaxDimension)
            throw Damaged(path, $"has dimension {manifest.Dimension} (1 to {VectorArguments.MaxDimension})");
        if (manifest.Vectors is < 1 or > Candidate.MaxNodes)
            throw Damaged(path, $"has vectors {manifest.Vectors} (1 to {Candidate.MaxNodes})");
        if (manifest.Count < manifest.Vectors || manifest.Count > MaxCount)
            throw Damaged(path, $"has count {manifest.Count} ({manifest.Vectors}, its vectors, to {MaxCount})");
        if (manifest.M is < HnswOptions.MinM or > HnswOptions.MaxM)
            throw Damaged(path, $"has m {manifest.M} ({HnswOptions.MinM} to {HnswOptions.MaxM})");
        if (!Enum.IsDefined(manifest.Codes))
            throw Damaged(path, $"has codes {manifest.Codes} ({string.Join(", ", Enum.GetNames<VectorCodes>())})");
    }

    private static string Checksum(Manifest manifest) =>
        Convert.ToHexStringLower(SHA256.HashData(Serialize(manifest with { Checksum = "" })));

    private static byte[] Serialize(Manifest manifest) =>
        Encoding.UTF8.GetBytes(JsonSerializer.Serialize(manifest, ManifestJson.Default.Manifest) + "\n");

    private static SnapshotException Damaged(string path, string what) =>
        new(SnapshotFault.Damaged, $"'{path}' {what}: rebuild the index.");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    NewLine = "\n",
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Manifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
