using ImageRetrieval.Collection.Duplicates;

namespace ImageRetrieval.Collection.Tests.Contract;

/// <summary>Fingerprints for tests that do not look for duplicates.</summary>
internal sealed class TestPictures : IPictureComparers
{
    internal const int Bytes = 16;

    public string FingerprintSpace => "test-v1";

    public int FingerprintBytes => Bytes;

    public IPictureComparer Create() => throw new NotSupportedException("These pictures are not compared.");
}
