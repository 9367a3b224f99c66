using ImageRetrieval.SamplePainter.Drawing;

namespace ImageRetrieval.SamplePainter.Scenes;

/// <summary>One kind of picture. It paints a different picture for every number and describes it.</summary>
internal abstract class Scene
{
    /// <summary>The name of the kind, of its folder and of its files.</summary>
    public abstract string Kind { get; }

    /// <summary>Paints picture <paramref name="number"/> (from 0) and returns its title.</summary>
    public abstract string Paint(Canvas canvas, Dice dice, int number);
}
