"""Each line names a JPEG: stretched to 224 x 224 and through ResNet50 up to its pool; answers with CPU milliseconds."""
import sys
import time

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

print("ready PyTorch", torch.__version__, "+ torchvision", torchvision.__version__, flush=True)
for line in sys.stdin:
    start = time.process_time()
    image = Image.open(line.rstrip("\n")).convert("RGB")
    with torch.no_grad():
        extractor(prepare(image).unsqueeze(0)).flatten().numpy()
    print((time.process_time() - start) * 1000, flush=True)
