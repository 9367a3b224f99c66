namespace ImageRetrieval.Evaluation;

/// <summary>What was given cannot be evaluated: a list, its images or an Api; the message says what to do.</summary>
internal sealed class EvaluationException(string message, Exception? inner = null) : Exception(message, inner);
