namespace ImageRetrieval.SamplePainter.Scenes;

/// <summary>The kinds in the order of their ids. New kinds must be added at the end, so that the ids of the others do not change.</summary>
internal static class AllScenes
{
    public static IReadOnlyList<Scene> List { get; } =
    [
        new FlowerScene(),
        new FishScene(),
        new CityNightScene(),
        new MountainScene(),
        new PlanetScene(),
        new TextileScene(),
        new ChartScene(),
        new ButterflyScene(),
        new SailboatScene(),
        new BalloonScene(),
        new MushroomScene(),
        new DesertScene(),
        new LighthouseScene(),
        new FruitScene(),
        new StainedGlassScene(),
        new StreetScene(),
        new BirdScene(),
        new ReefScene(),
    ];
}
