namespace ImageRetrieval.Architectures;

/// <summary>ResNet50 (arXiv 1512.03385, table 1) as the files of the ONNX model zoo and torchvision have it, with seeded weights.</summary>
internal static class ResNet50
{
    /// <summary>Channels before the classifier.</summary>
    internal const int Dimension = 2048;

    private const int Classes = 1000;
    private const int Expansion = 4;

    /// <summary>The whole network on [N, 3, 224, 224]; the classifier's output is <c>logits</c>.</summary>
    internal static byte[] Build(int seed = 1)
    {
        var net = new NetworkWriter(seed);
        var x = net.Graph.Input("data", null, 3, 224, 224);
        x = net.Rectify(net.Normalize(net.Convolve(x, 3, 64, 7, stride: 2), 64));
        x = net.MaxPool(x, 3, 2, 1);

        var channels = 64;
        foreach (var (width, blocks, stride) in new[] { (64, 3, 1), (128, 4, 2), (256, 6, 2), (512, 3, 2) })
        {
            for (var block = 0; block < blocks; block++)
            {
                x = Bottleneck(net, x, channels, width, block == 0 ? stride : 1);
                channels = width * Expansion;
            }
        }

        var pooled = net.Graph.Node("GlobalAveragePool", [x]);
        net.Connect(net.Flatten(pooled), Dimension, Classes, "logits");
        net.Graph.Output("logits", null, Classes);
        return net.Graph.Build("resnet50");
    }

    // The stride is at the 3x3 convolution, as in torchvision and the zoo's v1 files.
    private static string Bottleneck(NetworkWriter net, string input, int channels, int width, int stride)
    {
        var x = net.Rectify(net.Normalize(net.Convolve(input, channels, width, 1), width));
        x = net.Rectify(net.Normalize(net.Convolve(x, width, width, 3, stride), width));
        x = net.Normalize(net.Convolve(x, width, width * Expansion, 1), width * Expansion, gain: 0.25f);
        var shortcut = channels == width * Expansion
            ? input
            : net.Normalize(net.Convolve(input, channels, width * Expansion, 1, stride), width * Expansion);
        return net.Rectify(net.Graph.Node("Add", [x, shortcut]));
    }
}
