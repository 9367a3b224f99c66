"""A search service of the kind that the Api replaces: on each request it unpickles the database, builds the network
anew and compares with one stored image after the other. It says "ready PORT WHAT" and serves until it is killed."""
import email.parser, email.policy, http.server, json, math, pickle, sys, tempfile

import cv2
import numpy

network, vectors, dimension = sys.argv[1], sys.argv[2], int(sys.argv[3])
rows = numpy.fromfile(vectors, dtype=numpy.float32).reshape(-1, dimension)
database = tempfile.NamedTemporaryFile(suffix=".pickle")
pickle.dump([{"id": i, "name": "%d.jpg" % i, "features": row} for i, row in enumerate(rows)], database)
database.flush()
mean = numpy.array([0.485, 0.456, 0.406], dtype=numpy.float32)
deviation = numpy.array([0.229, 0.224, 0.225], dtype=numpy.float32)


def features(image):
    net = cv2.dnn.readNetFromONNX(network)
    pixels = cv2.cvtColor(cv2.imdecode(numpy.frombuffer(image, numpy.uint8), cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)
    pixels = cv2.resize(pixels, (224, 224), interpolation=cv2.INTER_AREA).astype(numpy.float32) / 255
    net.setInput(cv2.dnn.blobFromImage((pixels - mean) / deviation))
    layers = net.getLayerNames()
    pool = [name for name in layers if net.getLayer(net.getLayerId(name)).type == "Pooling"][-1]
    return net.forward(pool).reshape(-1)


def cosine(a, b):
    return float(numpy.dot(a, b) / (math.sqrt(numpy.dot(a, a)) * math.sqrt(numpy.dot(b, b))))


def predict(image, count=3):
    with open(database.name, "rb") as file:
        stored = pickle.load(file)
    query = features(image)
    scored = [{"id": item["id"], "name": item["name"], "score": cosine(query, item["features"])} for item in stored]
    scored.sort(key=lambda hit: (-hit["score"], hit["id"]))
    return {"pretrained_model": "resnet50", "top_%d_similar_images" % count: scored[:count]}


def serve_with_fastapi():
    import socket

    import fastapi, uvicorn

    app = fastapi.FastAPI()

    @app.post("/predict/")
    async def answer(file: fastapi.UploadFile = fastapi.File(...)):
        return predict(await file.read())

    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(128)
    versions = "FastAPI %s, uvicorn %s, OpenCV %s" % (fastapi.__version__, uvicorn.__version__, cv2.__version__)
    print("ready %d %s" % (listener.getsockname()[1], versions), flush=True)
    uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listener])


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        head = ("Content-Type: %s\r\n\r\n" % self.headers["Content-Type"]).encode()
        parts = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + body)
        image = next(part.get_payload(decode=True) for part in parts.iter_parts() if part.get_param("name", header="content-disposition") == "file")
        answer = json.dumps(predict(image)).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *words):
        pass


def serve_alone():
    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    print("ready %d Python's http.server (no FastAPI), OpenCV %s" % (server.server_address[1], cv2.__version__), flush=True)
    server.serve_forever()


try:
    import fastapi, multipart, uvicorn
except ImportError:
    serve_alone()
else:
    serve_with_fastapi()
