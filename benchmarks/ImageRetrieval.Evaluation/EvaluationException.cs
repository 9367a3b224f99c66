namespace ImageRetrieval.Evaluation;

/// <summary>What was given cannot be evaluated: a list, its images or an Api; the message gives the remedy.</summary>
internal sealed class EvaluationException(string message, Exception? inner = null) : Exception(message, inner);
