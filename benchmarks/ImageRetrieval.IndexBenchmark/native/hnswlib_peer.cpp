// The few calls of hnswlib that the benchmark makes, with C names. Every function that can fail returns a null pointer or
// -1, and peer_error then says why on the same thread.
#include <hnswlib/hnswlib.h>

#include <cstdint>
#include <cstring>
#include <exception>
#include <memory>
#include <string>

namespace {

thread_local std::string last_error;

struct Peer {
    explicit Peer(int dimension) : space(dimension) {}

    hnswlib::InnerProductSpace space;
    std::unique_ptr<hnswlib::HierarchicalNSW<float>> graph;
};

template <typename Work, typename Result>
Result guarded(Result failure, Work work) {
    try {
        return work();
    } catch (const std::exception &error) {
        last_error = error.what();
        return failure;
    }
}

}  // namespace

extern "C" {

const char *peer_error() { return last_error.c_str(); }

Peer *peer_create(int32_t dimension, int32_t capacity, int32_t m, int32_t ef_construction, int32_t seed) {
    return guarded(static_cast<Peer *>(nullptr), [&] {
        auto peer = std::make_unique<Peer>(dimension);
        peer->graph = std::make_unique<hnswlib::HierarchicalNSW<float>>(&peer->space, capacity, m, ef_construction, seed);
        return peer.release();
    });
}

Peer *peer_load(const char *path, int32_t dimension) {
    return guarded(static_cast<Peer *>(nullptr), [&] {
        auto peer = std::make_unique<Peer>(dimension);
        peer->graph = std::make_unique<hnswlib::HierarchicalNSW<float>>(&peer->space, std::string(path));
        return peer.release();
    });
}

void peer_destroy(Peer *peer) { delete peer; }

// Safe on several threads at once.
int32_t peer_add(Peer *peer, const float *row, int32_t label) {
    return guarded(-1, [&] {
        peer->graph->addPoint(row, label);
        return 0;
    });
}

int32_t peer_save(Peer *peer, const char *path) {
    return guarded(-1, [&] {
        peer->graph->saveIndex(path);
        return 0;
    });
}

void peer_set_ef(Peer *peer, int32_t ef) { peer->graph->setEf(ef); }

// Writes the nearest first; returns how many. Safe on several threads at once.
int32_t peer_search(Peer *peer, const float *query, int32_t k, int32_t *rows, float *distances) {
    return guarded(-1, [&] {
        auto found = peer->graph->searchKnn(query, k);
        const int32_t count = static_cast<int32_t>(found.size());
        for (int32_t i = count - 1; i >= 0; i--) {
            rows[i] = static_cast<int32_t>(found.top().second);
            distances[i] = found.top().first;
            found.pop();
        }
        return count;
    });
}

}  // extern "C"
