namespace ImageRetrieval.Collection.Tests.Contract.Search;

public sealed class EmbeddedGenerationTests() : GenerationContract(new EmbeddedEngine());

public sealed class EmbeddedNearestTests() : NearestContract(new EmbeddedEngine());

public sealed class EmbeddedFilterTests() : FilterContract(new EmbeddedEngine());

public sealed class EmbeddedMeaningTests() : MeaningContract(new EmbeddedEngine());

public sealed class EmbeddedOrderTests() : OrderContract(new EmbeddedEngine());
