using Microsoft.Extensions.Options;

namespace ImageRetrieval.Collection.Embedded;

/// <summary>Checks at the start that this process may write to the data folder, so that the program reports in one sentence why it cannot.</summary>
internal sealed class DataFolderIsFree : IValidateOptions<DataOptions>
{
    public ValidateOptionsResult Validate(string? name, DataOptions options)
    {
        // An empty name is rejected by the annotation.
        if (string.IsNullOrWhiteSpace(options.Folder))
            return ValidateOptionsResult.Skip;
        var layout = new DataLayout(options.FullPath);
        if (DataFolder.IsHeldHere(layout))
            return ValidateOptionsResult.Success;
        using var held = DataFolder.TryLock(layout, out var reason);
        return held is null ? ValidateOptionsResult.Fail(reason) : ValidateOptionsResult.Success;
    }
}
