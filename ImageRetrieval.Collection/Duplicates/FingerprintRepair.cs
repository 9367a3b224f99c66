namespace ImageRetrieval.Collection.Duplicates;

/// <summary>What was repaired when fingerprints were opened.</summary>
/// <param name="DroppedBytes">Bytes of a partially written fingerprint that were dropped.</param>
/// <param name="DamagedRecords">Damaged fingerprints that were skipped.</param>
public readonly record struct FingerprintRepair(long DroppedBytes, int DamagedRecords)
{
    /// <summary>Whether anything was repaired.</summary>
    public bool Any => DroppedBytes > 0 || DamagedRecords > 0;
}
