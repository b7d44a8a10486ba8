// What a store promises when the system fails at any moment: it opens, and holds what was acknowledged.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <random>

#include <sys/wait.h>
#include <unistd.h>

#include "demarche/store.h"
#include "doctest/doctest.h"
#include "faults/interpose.h"
#include "unit/graph/samples.h"

using namespace demarche;
using test::Fault;
namespace fs = std::filesystem;

namespace {

const std::vector<Extraction>& extractions() {
    static const std::vector<Extraction> all = test::random_extractions(11, 8);
    return all;
}

Article article_of(const Extraction& x) {
    Article a;
    a.id = x.id;
    a.bytes = "Text of " + x.id + ".\n";
    return a;
}

// In memory a sync costs nothing; what is tested is the order of the calls.
fs::path memory_or_disk() { return ::access("/dev/shm", W_OK) == 0 ? "/dev/shm" : fs::temp_directory_path(); }

struct Place {
    fs::path folder = memory_or_disk() / ("demarche-faults-" + std::to_string(::getpid()));
    std::string store = (folder / "g.dmr").string();
    Place() { fs::create_directories(folder); }
    ~Place() { fs::remove_all(folder); }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    void clear() const {
        for (const auto& entry : fs::directory_iterator(folder)) fs::remove_all(entry.path());
    }
};

// Each byte written to `out` acknowledges one more article.
bool build(const std::string& path, int out) {
    Result<Store> store = Store::create(path, Ontology::built_in());
    if (!store) return false;
    for (const Extraction& x : extractions()) {
        if (!store->commit_article(article_of(x), x)) return false;
        if (::syscall(1, out, "a", 1) != 1) return false;  // not through the interposed write
    }
    return store->finish().has_value();
}

// Takes out the first four articles and puts in the last with other content, as one step.
std::vector<Extraction> updated() {
    std::vector<Extraction> all(extractions().begin() + 4, extractions().end());
    all.back().edges.clear();
    return all;
}

bool update(const std::string& path, int out) {
    Result<Store> store = Store::open(path, true);
    if (!store || !store->begin()) return false;
    for (std::size_t i = 0; i < 4; ++i) {
        const Result<bool> removed = store->remove_article(extractions()[i].id);
        if (!removed) return false;
    }
    const Extraction last = updated().back();
    if (!store->commit_article(article_of(last), last)) return false;
    if (!store->finish()) return false;
    return ::syscall(1, out, "u", 1) == 1;
}

struct Outcome {
    std::string acknowledged;
    bool killed = false, done = false;
    long calls = 0;
};

// Runs `work` in a process of its own with a fault at its n-th call.
Outcome run_with(Fault fault, long n, bool (*work)(const std::string&, int), const std::string& path) {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(ends[0]);
        test::plan_fault(fault, n);
        const bool done = work(path, ends[1]);
        const std::string calls = "#" + std::to_string(test::calls_seen());
        static_cast<void>(::syscall(1, ends[1], calls.data(), calls.size()));
        ::_exit(done ? 0 : 1);
    }
    ::close(ends[1]);
    Outcome outcome;
    char buffer[64];
    for (ssize_t size = 0; (size = ::read(ends[0], buffer, sizeof buffer)) > 0;) outcome.acknowledged.append(buffer, static_cast<std::size_t>(size));
    ::close(ends[0]);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    outcome.killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
    REQUIRE((outcome.killed || WIFEXITED(status)));
    outcome.done = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    if (const std::size_t mark = outcome.acknowledged.find('#'); mark != std::string::npos) {
        outcome.calls = std::stol(outcome.acknowledged.substr(mark + 1));
        outcome.acknowledged.resize(mark);
    }
    return outcome;
}

std::string graph_of(const std::vector<Extraction>& some) { return test::dump(*merge(some)); }

// Opens, is sound, and holds exactly `some` with their graph.
bool holds(const Store& store, const std::vector<Extraction>& some) {
    const auto kept = store.extractions();
    const auto graph = store.graph();
    return kept && graph && *kept == some && test::dump(*graph) == graph_of(some) && store.check().empty();
}

// The article in flight when the process ended may be there or not.
void check_build(const Outcome& outcome, const std::string& path) {
    const std::size_t acknowledged = outcome.acknowledged.size();
    if (acknowledged == 0 && !fs::exists(path)) return;
    const auto before = std::chrono::steady_clock::now();
    const Result<Store> store = Store::open(path);
    REQUIRE_MESSAGE(store, store.error().to_string());
    CHECK(std::chrono::steady_clock::now() - before < std::chrono::seconds(1));
    const std::size_t kept = store->articles()->size();
    CHECK(kept >= acknowledged);
    CHECK(kept <= acknowledged + 1);
    CHECK(holds(*store, {extractions().begin(), extractions().begin() + static_cast<std::ptrdiff_t>(kept)}));
}

void check_update(const Outcome& outcome, const std::string& path) {
    const Result<Store> store = Store::open(path);
    REQUIRE_MESSAGE(store, store.error().to_string());
    const bool new_state = store->articles()->size() == updated().size();
    CHECK(holds(*store, new_state ? updated() : extractions()));
    if (!outcome.acknowledged.empty()) CHECK(new_state);
}

// The fault at every call, until the work needs fewer.
void sweep(Fault fault, bool (*work)(const std::string&, int), void (*check)(const Outcome&, const std::string&), bool prepared) {
    const Place place;
    for (long n = 1;; ++n) {
        place.clear();
        if (prepared) REQUIRE(run_with(Fault::none, 0, build, place.store).done);
        const Outcome outcome = run_with(fault, n, work, place.store);
        CAPTURE(n);
        check(outcome, place.store);
        if (!outcome.killed && outcome.calls < n) break;
        REQUIRE(n < 5000);
    }
}

}  // namespace

TEST_CASE("a build that is killed at any call leaves what it acknowledged") { sweep(Fault::kill, build, check_build, false); }
TEST_CASE("a build that is killed in the midst of any write leaves what it acknowledged") { sweep(Fault::torn, build, check_build, false); }
TEST_CASE("a build whose disk is full from any call on leaves what it acknowledged") { sweep(Fault::full, build, check_build, false); }
TEST_CASE("a build with one failing call leaves what it acknowledged") { sweep(Fault::io, build, check_build, false); }
TEST_CASE("an update that is killed at any call is done whole or not at all") { sweep(Fault::kill, update, check_update, true); }
TEST_CASE("an update whose disk is full from any call on is done whole or not at all") { sweep(Fault::full, update, check_update, true); }
TEST_CASE("an update with one failing call is done whole or not at all") { sweep(Fault::io, update, check_update, true); }
