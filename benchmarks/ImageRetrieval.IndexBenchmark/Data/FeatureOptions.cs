namespace ImageRetrieval.IndexBenchmark.Data;

/// <summary>Which features of real images are written.</summary>
internal sealed record FeatureOptions
{
    private readonly string? _outFile;

    public const string Usage =
        """
        ImageRetrieval.IndexBenchmark features [options]    writes features of crops of real images as float32 rows
          --out FILE        receives the rows; the last Q are the queries (default: below artifacts, named by the options)
          --count N         rows in all (default 21000)
          --queries Q       of these, crops of images of which nothing else is in the file (default 1000)
          --images FOLDER   images, with the folders below it (default ../shared/eval)
          --model FILE      a model with a 1280-component tensor 'features' (default ../shared/models/mobilenetv2-features.onnx)
          --seed S          of the split and of the crops (default 42)
        """;

    /// <summary>Below the artifacts unless it was named.</summary>
    public string OutFile
    {
        get => _outFile ?? ArtifactsFolder.PathOf($"features-{Path.GetFileNameWithoutExtension(Model)}-{Count}-queries{Queries}-seed{Seed}.f32");
        init => _outFile = value;
    }

    public int Count { get; init; } = 21_000;

    public int Queries { get; init; } = 1000;

    public string Images { get; init; } = Path.Combine("..", "shared", "eval");

    public string Model { get; init; } = Path.Combine("..", "shared", "models", "mobilenetv2-features.onnx");

    public int Seed { get; init; } = 42;

    /// <exception cref="FormatException">An option is unknown, lacks its value or has a wrong one, or a file or folder is absent.</exception>
    public static FeatureOptions Parse(ReadOnlySpan<string> arguments)
    {
        FeatureOptions options = Arguments.Read(arguments, new FeatureOptions(), (o, name, value) => o.With(name, value));
        if (options.Queries >= options.Count)
            throw new FormatException($"--queries {options.Queries} must be fewer than --count {options.Count}.");
        if (!Directory.Exists(options.Images))
            throw new FormatException($"--images '{options.Images}' is no folder.");
        if (!File.Exists(options.Model))
            throw new FormatException($"--model '{options.Model}' does not exist.");
        return options;
    }

    private FeatureOptions With(string name, string value) => name switch
    {
        "--out" => this with { OutFile = value },
        "--count" => this with { Count = Arguments.Number(name, value) },
        "--queries" => this with { Queries = Arguments.Number(name, value) },
        "--images" => this with { Images = value },
        "--model" => this with { Model = value },
        "--seed" => this with { Seed = Arguments.Number(name, value) },
        _ => throw Arguments.Unknown(name),
    };
}
