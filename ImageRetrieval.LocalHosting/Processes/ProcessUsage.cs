namespace ImageRetrieval.LocalHosting.Processes;

/// <summary>What a resource's process uses.</summary>
/// <param name="Cpu">Share of one core, so up to the number of cores; null in the first seconds.</param>
/// <param name="MemoryBytes">Resident.</param>
internal sealed record ProcessUsage(string Name, double? Cpu, long MemoryBytes);
