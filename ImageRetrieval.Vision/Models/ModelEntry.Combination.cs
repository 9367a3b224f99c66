namespace ImageRetrieval.Vision.Models;

public sealed partial record ModelEntry
{
    private const int MostParts = 8;
    private const double LeastWeight = 0.001, MostWeight = 1000;

    /// <inheritdoc />
    public override string ToString() => Name;

    /// <summary>This combination with what its parts make of it. The parts are in the order of <see cref="Combine"/>.</summary>
    /// <exception cref="ModelException">A part is unknown or a combination itself, or the embedding would be too long.</exception>
    internal ModelEntry CompleteWith(Func<string, ModelEntry?> find)
    {
        var parts = Combine!.Select((part, i) => Part(i, part.Model, find)).ToList();
        var dimension = parts.Sum(part => (long)part.Dimension);
        if (dimension > MaxDimension)
            throw Wrong($"'combine' makes {dimension} components; at most {MaxDimension} are possible: leave out a model");
        var licences = parts.Select(part => part.Licence).Distinct().ToList();
        return this with
        {
            Dimension = (int)dimension,
            Licence = string.Join(" AND ", licences),
            Description = Description.Length > 0 ? Description : $"{string.Join(" and ", Combine!.Select(part => FormattableString.Invariant($"{part.Model} x {part.Weight}")))}, side by side.",
        };
    }

    private ModelEntry Part(int i, string model, Func<string, ModelEntry?> find)
    {
        var part = find(model) ?? throw Wrong($"combine[{i}].model is '{model}', which no list has");
        return part.Combine is null ? part : throw Wrong($"combine[{i}].model is '{model}', a combination itself: name its parts");
    }

    private void ValidateCombination(IReadOnlyList<CombinedPart> parts)
    {
        if (OwnField() is { } field)
            throw Wrong($"'{field}' cannot stand beside 'combine': a combination has what its parts have, and only 'name' and 'description' of its own");
        if (parts.Count is < 2 or > MostParts)
            throw Wrong($"'combine' has {parts.Count} {(parts.Count == 1 ? "model" : "models")}; it must have 2..{MostParts}");
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i] is not { Model.Length: > 0 } part)
                throw Wrong($"combine[{i}].model is empty: name a model of the lists");
            if (parts.Take(i).Any(earlier => earlier.Model == part.Model))
                throw Wrong($"combine[{i}].model is '{part.Model}' a second time: name different models");
            if (!(part.Weight is >= LeastWeight and <= MostWeight))
                throw Wrong(FormattableString.Invariant($"combine[{i}].weight is {part.Weight}; it must be {LeastWeight}..{MostWeight}"));
        }
    }

    private string? OwnField() =>
        File.Length > 0 ? "file"
        : Weights is not null ? "weights"
        : Url is not null ? "url"
        : Sha256 is not null ? "sha256"
        : Size is not null ? "size"
        : _preprocessing is not null ? "preprocessing"
        : FeatureTensor != OnnxFormat.FeatureFinder.Auto ? "featureTensor"
        : Pooling != Pooling.None ? "pooling"
        : FeatureMap is not null ? "featureMap"
        : Licence != UnknownLicence ? "licence"
        : Dimension != 0 ? "dimension"
        : null;
}
