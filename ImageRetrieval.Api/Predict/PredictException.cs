namespace ImageRetrieval.Api.Predict;

/// <summary>A request that <c>/predict</c> rejects, with the status and body that its clients know.</summary>
internal sealed class PredictException(int status, object body) : Exception("The request was rejected.")
{
    internal int Status { get; } = status;

    internal object Body { get; } = body;

    internal static PredictException BadRequest(string message) => new(StatusCodes.Status400BadRequest, Error(message));

    /// <summary>A field that is missing or of the wrong type, in the shape that validation errors had.</summary>
    internal static PredictException Invalid(string field, string type, string message, string? input) =>
        new(StatusCodes.Status422UnprocessableEntity, new { detail = new[] { new { type, loc = (string[])["body", field], msg = message, input } } });

    internal static object Error(string message) => new { detail = new { error = message } };
}
