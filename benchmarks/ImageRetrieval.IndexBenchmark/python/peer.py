"""What the Python peers share: the rows, the protocol, the clocks."""
import sys
import time

import numpy


class Set:
    """Unit rows to index and, behind them, rows to ask for."""

    def __init__(self, arguments):
        path, (self.dimension, count, queries, self.k, self.m, self.ef_construction) = arguments[0], map(int, arguments[1:7])
        rows = numpy.fromfile(path, dtype="<f4").reshape(-1, self.dimension)
        self.rows, self.queries = rows[:count], rows[count:count + queries]


def serve(title, build, search):
    """Answers `build` and `search EF FILE` with CPU and wall seconds; search gives an array of row numbers, k a query."""
    print("ready", title, flush=True)
    for line in sys.stdin:
        words = line.split()
        cpu, wall = time.process_time(), time.perf_counter()
        found = build() if words[0] == "build" else search(int(words[1]))
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        if words[0] == "search":
            numpy.ascontiguousarray(found, dtype="<i4").tofile(words[2])
        print(f"{cpu:.9f} {wall:.9f}", flush=True)
