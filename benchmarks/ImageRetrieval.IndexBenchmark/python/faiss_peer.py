"""faiss on one thread: `hnsw` or `flat`, inner product over unit rows."""
import sys

import faiss
import peer

faiss.omp_set_num_threads(1)
kind, data = sys.argv[1], peer.Set(sys.argv[2:])
index = None


def build():
    global index
    if kind == "flat":
        index = faiss.IndexFlatIP(data.dimension)
    else:
        index = faiss.IndexHNSWFlat(data.dimension, data.m, faiss.METRIC_INNER_PRODUCT)
        index.hnsw.efConstruction = data.ef_construction
    index.add(data.rows)


def search(ef):
    if kind == "hnsw":
        index.hnsw.efSearch = ef
    return index.search(data.queries, data.k)[1]


peer.serve(f"faiss {faiss.__version__} from Debian, {kind}", build, search)
