"""hnswlib as Debian ships it for Python, on one thread, inner product over unit rows."""
import sys
from importlib import metadata

import hnswlib
import peer

data = peer.Set(sys.argv[1:])
index = None


def version():
    try:
        return metadata.version("hnswlib")
    except metadata.PackageNotFoundError:
        return "of unknown version"


def build():
    global index
    index = hnswlib.Index(space="ip", dim=data.dimension)
    index.init_index(max_elements=len(data.rows), M=data.m, ef_construction=data.ef_construction, random_seed=100)
    index.set_num_threads(1)
    index.add_items(data.rows, num_threads=1)


def search(ef):
    index.set_ef(ef)
    return index.knn_query(data.queries, k=data.k, num_threads=1)[0]


peer.serve(f"python3-hnswlib {version()} from Debian", build, search)
