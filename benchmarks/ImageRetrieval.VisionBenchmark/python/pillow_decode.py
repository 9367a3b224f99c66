"""Each line names a JPEG: decoded in full, shorter side to 256, centre 224 cut out; answers with CPU milliseconds."""
import sys
import time

import PIL
from PIL import Image

SIDE, CROP = 256, 224


def decode(path):
    with Image.open(path) as image:
        image = image.convert("RGB")
    width, height = image.size
    scale = SIDE / min(width, height)
    image = image.resize((round(width * scale), round(height * scale)), Image.BILINEAR)
    left, top = (image.width - CROP) // 2, (image.height - CROP) // 2
    return image.crop((left, top, left + CROP, top + CROP)).tobytes()


print("ready Pillow", PIL.__version__, flush=True)
for line in sys.stdin:
    start = time.process_time()
    decode(line.rstrip("\n"))
    print((time.process_time() - start) * 1000, flush=True)
