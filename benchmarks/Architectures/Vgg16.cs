namespace ImageRetrieval.Architectures;

/// <summary>VGG16 (arXiv 1409.1556, configuration D) as the files of the ONNX model zoo have it, with seeded weights.</summary>
internal static class Vgg16
{
    /// <summary>Components before the last layer.</summary>
    internal const int Dimension = 4096;

    private static readonly int[][] s_blocks = [[64, 64], [128, 128], [256, 256, 256], [512, 512, 512], [512, 512, 512]];

    /// <summary>The whole network on [N, 3, side, side]; the classifier's output is <c>logits</c>.</summary>
    /// <param name="seed">Of the weights.</param>
    /// <param name="side">Of the image in pixels, a multiple of 32.</param>
    /// <param name="divisor">Makes every convolution so many times narrower, for a graph of the same shape that is quick.</param>
    /// <param name="dimension">Width of the fully connected layers.</param>
    /// <param name="classes">Outputs.</param>
    internal static byte[] Build(int seed = 1, int side = 224, int divisor = 1, int dimension = Dimension, int classes = 1000)
    {
        var net = new NetworkWriter(seed);
        var x = net.Graph.Input("data", null, 3, side, side);
        var channels = 3;
        foreach (var block in s_blocks)
        {
            foreach (var width in block)
            {
                x = net.Rectify(net.Convolve(x, channels, width / divisor, 3, bias: true));
                channels = width / divisor;
            }
            x = net.MaxPool(x, 2, 2, 0);
        }

        var cells = side / 32 * (side / 32);
        x = Hidden(net, net.Flatten(x), channels * cells, dimension);
        x = Hidden(net, x, dimension, dimension);
        net.Connect(x, dimension, classes, "logits");
        net.Graph.Output("logits", null, classes);
        return net.Graph.Build("vgg16");
    }

    // At inference a Dropout returns its input; the zoo's files contain it, and the truncated network must end after it.
    private static string Hidden(NetworkWriter net, string input, int from, int to) =>
        net.Graph.Node("Dropout", [net.Rectify(net.Connect(input, from, to))]);
}
