using ImageRetrieval.Collection.Tests.Contract.Catalog;
using ImageRetrieval.Collection.Tests.Contract.Duplicates;
using ImageRetrieval.Collection.Tests.Contract.Maps;
using ImageRetrieval.Collection.Tests.Contract.Publishing;

namespace ImageRetrieval.Collection.Tests.Contract;

public sealed class EmbeddedListTests : ListContract<EmbeddedCatalogEngine>;

public sealed class EmbeddedWorkTests : WorkContract<EmbeddedCatalogEngine>;

public sealed class EmbeddedOutcomeTests : OutcomeContract<EmbeddedCatalogEngine>;

public sealed class EmbeddedRuleTests : RuleContract<EmbeddedCatalogEngine>;

public sealed class EmbeddedCrashTests : CrashContract<EmbeddedCatalogEngine>;

public sealed class EmbeddedDuplicateFindingTests : DuplicateFindingContract<EmbeddedCatalogEngine>;

public sealed class EmbeddedMapMakingTests : MapMakingContract<EmbeddedCatalogEngine>;

public sealed class EmbeddedPublishingTests : PublishingContract<EmbeddedCatalogEngine>;
