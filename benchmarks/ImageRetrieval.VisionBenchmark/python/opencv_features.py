"""Each line names a JPEG: stretched to 224 x 224 and through the ONNX file given; answers with CPU milliseconds."""
import sys
import time

import cv2
import numpy

MEAN = numpy.array([0.485, 0.456, 0.406], numpy.float32)
STD = numpy.array([0.229, 0.224, 0.225], numpy.float32)

cv2.setNumThreads(1)
network = cv2.dnn.readNetFromONNX(sys.argv[1])

print("ready OpenCV DNN", cv2.__version__, flush=True)
for line in sys.stdin:
    start = time.process_time()
    image = cv2.cvtColor(cv2.imread(line.rstrip("\n")), cv2.COLOR_BGR2RGB)
    image = cv2.resize(image, (224, 224), interpolation=cv2.INTER_AREA)
    image = (image.astype(numpy.float32) / 255 - MEAN) / STD
    network.setInput(numpy.ascontiguousarray(image.transpose(2, 0, 1))[None])
    network.forward()
    print((time.process_time() - start) * 1000, flush=True)
