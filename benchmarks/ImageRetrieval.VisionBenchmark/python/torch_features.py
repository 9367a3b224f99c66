"""Each line names a JPEG: stretched to 224 x 224 and through ResNet50 up to its pool; answers with CPU milliseconds."""
import os
import sys
import time

os.environ["OPENBLAS_NUM_THREADS"] = "1"
import torch
import torchvision
from PIL import Image
from torchvision import transforms

torch.set_num_threads(1)
network = torchvision.models.resnet50(weights=None)
extractor = torch.nn.Sequential(*list(network.children())[:-1]).eval()
prepare = transforms.Compose([
    transforms.Resize((224, 224)),
    transforms.ToTensor(),
    transforms.Normalize(mean=[0.485, 0.456, 0.406], std=[0.229, 0.224, 0.225]),
])

# Debian's PyTorch takes whatever BLAS is installed, and the reference one is several times slower than the others.
with open("/proc/self/maps", encoding="utf-8") as maps:
    blas = "OpenBLAS" if "openblas" in maps.read() else "another BLAS than OpenBLAS"

print("ready PyTorch", torch.__version__, "with", blas, "+ torchvision", torchvision.__version__, flush=True)
for line in sys.stdin:
    start = time.process_time()
    image = Image.open(line.rstrip("\n")).convert("RGB")
    with torch.no_grad():
        extractor(prepare(image).unsqueeze(0)).flatten().numpy()
    print((time.process_time() - start) * 1000, flush=True)
