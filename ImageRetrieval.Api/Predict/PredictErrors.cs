namespace ImageRetrieval.Api.Predict;

/// <summary>Marks an endpoint whose errors have the shape that clients of <c>/predict</c> know, whatever part of the program writes them.</summary>
internal sealed class PredictErrors
{
    private static readonly PredictErrors s_instance = new();

    private PredictErrors()
    {
    }

    internal static void Mark(IEndpointConventionBuilder endpoint) => endpoint.WithMetadata(s_instance);

    internal static bool Has(Endpoint? endpoint) => endpoint?.Metadata.GetMetadata<PredictErrors>() is not null;
}
