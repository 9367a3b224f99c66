"""Each line names a file of 3 x 224 x 224 floats and one to write the named tensor of the ONNX file to."""
import sys
import time

import cv2
import numpy

cv2.setNumThreads(1)
network = cv2.dnn.readNetFromONNX(sys.argv[1])
# A layer has its tensor's name behind a prefix.
layer = next((name for name in network.getLayerNames() if name.split("!")[-1] == sys.argv[2]), None)
if layer is None:
    sys.exit(f"OpenCV has no layer {sys.argv[2]}; it has {', '.join(network.getLayerNames()[-8:])}")

print("ready OpenCV DNN", cv2.__version__, flush=True)
for line in sys.stdin:
    source, target = line.rstrip("\n").split("\t")
    start = time.process_time()
    network.setInput(numpy.fromfile(source, numpy.float32).reshape(1, 3, 224, 224))
    network.forward(layer).astype(numpy.float32).tofile(target)
    print((time.process_time() - start) * 1000, flush=True)
