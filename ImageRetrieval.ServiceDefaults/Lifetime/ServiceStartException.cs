namespace ImageRetrieval.ServiceDefaults;

/// <summary>A service cannot start, for a reason that the message says in a sentence with its remedy: no stack is logged.</summary>
public class ServiceStartException(string message, Exception? inner = null) : Exception(message, inner);
