using ImageRetrieval.Collection;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>
/// Rejects a source folder in the data folder: files there belong to the program and are not a source, so such a collection
/// would stay empty without a message. The reverse, a data folder among the pictures, is fine.
/// </summary>
internal sealed class SourceFolders(IOptions<DataOptions> data) : IValidateOptions<IngestOptions>
{
    public ValidateOptionsResult Validate(string? name, IngestOptions options)
    {
        var own = new OwnFolder(data.Value.FullPath);
        var within = options.Paths.Where(Directory.Exists).Where(own.Holds).ToList();
        return within.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(within.Select(path => $"Ingest:Sources contains '{path}', which is in the data folder '{data.Value.FullPath}', which is only for the program's own files: move the pictures out of it, or choose another data folder with --data."));
    }
}
