namespace ImageRetrieval.ServiceDefaults;

/// <summary>A service cannot start. The message gives the reason and the remedy in a sentence; no stack trace is logged.</summary>
public class ServiceStartException(string message, Exception? inner = null) : Exception(message, inner);
