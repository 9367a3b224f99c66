namespace ImageRetrieval.Evaluation.Rejection;

/// <summary>One model on one set: how well absent labels are distinguished from present ones.</summary>
/// <param name="Set">The set's name.</param>
/// <param name="Model">The model's name.</param>
/// <param name="Distinction">The product's statistic.</param>
/// <param name="Cosine">The best hit's cosine, for comparison.</param>
/// <param name="AbsentRejected">Share of the absent queries that the product's own cut rejects.</param>
/// <param name="PresentRejected">Share of the present queries that it rejects: its false alarms.</param>
internal sealed record RejectionRow(string Set, string Model, Statistics Distinction, Statistics Cosine, double AbsentRejected, double PresentRejected);
