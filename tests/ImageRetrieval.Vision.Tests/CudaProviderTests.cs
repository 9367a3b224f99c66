using ImageRetrieval.Fixtures;
using ImageRetrieval.Vision.Embedding;

namespace ImageRetrieval.Vision.Tests;

public sealed class CudaProviderTests
{
    [Fact]
    public void A_folder_has_the_provider_when_both_of_its_files_are_there()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("providers_cuda", CudaProvider.MissingFile(folder.Path), StringComparison.Ordinal);

        var (shared, cuda) = (CudaProvider.Files[0], CudaProvider.Files[1]);
        File.WriteAllText(folder.File(cuda), "");
        Assert.Equal(shared, CudaProvider.MissingFile(folder.Path));
        File.WriteAllText(folder.File(shared), "");
        Assert.Null(CudaProvider.MissingFile(folder.Path));
    }

    [Fact]
    public void It_is_looked_for_where_the_library_is()
    {
        var library = Assert.Single(Directory.GetFiles(CudaProvider.Folder), file => Path.GetFileName(file) is "libonnxruntime.so" or "onnxruntime.dll" or "libonnxruntime.dylib");
        Assert.True(Path.IsPathFullyQualified(library));
    }
}
