#include "demarche/store.h"

#include <cstdlib>
#include <filesystem>
#include <random>

#include <unistd.h>

#include "doctest/doctest.h"
#include "support/folder.h"
#include "unit/graph/samples.h"

using namespace demarche;
using test::Folder;
namespace fs = std::filesystem;

namespace {

void fill(Store& store, const std::vector<Extraction>& extractions) {
    for (const Extraction& x : extractions) REQUIRE(store.commit_article(test::article_of(x), x));
}

void check_error(const Result<Store>& store, ErrorCode code, std::string_view message) {
    REQUIRE(!store);
    CAPTURE(store.error().to_string());
    CHECK(store.error().code() == code);
    CHECK(store.error().message().find(message) != std::string::npos);
    CHECK(store.error().diagnostics().size() == 1);
}

}  // namespace

TEST_CASE("what is committed and finished is read back") {
    const Folder folder;
    const std::string path = folder / "g.dmr";
    const std::vector<Extraction> extractions = test::random_extractions(7, 12);
    {
        Result<Store> store = Store::create(path, Ontology::built_in());
        REQUIRE(store);
        fill(*store, extractions);
        REQUIRE(store->finish());
    }
    CHECK(!fs::exists(path + ".lock"));
    CHECK(!fs::exists(path + "-wal"));
    const Result<Store> store = Store::open(path);
    REQUIRE(store);
    const Result<PropertyGraph> graph = store->graph();
    REQUIRE(graph);
    CHECK(test::dump(*graph) == test::dump(*merge(extractions)));
    CHECK(store->articles()->size() == 12);
    CHECK((*store->articles())[3].id == extractions[3].id);
    CHECK(*store->extractions() == extractions);
    CHECK(**store->article_bytes(extractions[5].id) == "Text of " + extractions[5].id + ".\n");
    CHECK(!*store->article_bytes("unheard of"));
    CHECK(store->ontology()->to_json() == Ontology::built_in().to_json());
    CHECK(store->check().empty());
}

TEST_CASE("an update replaces and removes articles; before finish() the graph is made from what is committed") {
    const Folder folder;
    const std::string path = folder / "g.dmr";
    std::vector<Extraction> extractions = test::random_extractions(8, 6);
    {
        Result<Store> store = Store::create(path, Ontology::built_in());
        REQUIRE(store);
        fill(*store, extractions);
        REQUIRE(store->finish());
    }
    Result<Store> store = Store::open(path, true);
    REQUIRE(store);
    extractions[2].edges.clear();
    REQUIRE(store->commit_article(test::article_of(extractions[2]), extractions[2]));
    CHECK(*store->remove_article(extractions[4].id));
    CHECK(!*store->remove_article(extractions[4].id));
    extractions.erase(extractions.begin() + 4);
    const Result<Store> reader = Store::open(path);
    REQUIRE(reader);
    CHECK(test::dump(*reader->graph()) == test::dump(*merge(extractions)));
    REQUIRE(store->finish());
    CHECK(test::dump(*reader->graph()) == test::dump(*merge(extractions)));
    CHECK(store->check().empty());
    CHECK(!Result<Store>(Store::open(path))->commit_article({}, {}));
}

TEST_CASE("a second writer is told who writes") {
    const Folder folder;
    const std::string path = folder / "g.dmr";
    const Result<Store> first = Store::create(path, Ontology::built_in());
    REQUIRE(first);
    check_error(Store::open(path, true), ErrorCode::locked, "locked by process " + std::to_string(::getpid()));
    check_error(Store::create(path, Ontology::built_in()), ErrorCode::locked, "locked by process");
    CHECK(Store::open(path));
}

TEST_CASE("a copy taken at any moment of a build opens with what was committed") {
    const Folder folder;
    const std::vector<Extraction> extractions = test::random_extractions(9, 5);
    Result<Store> store = Store::create(folder / "g.dmr", Ontology::built_in());
    REQUIRE(store);
    for (std::size_t i = 0; i < extractions.size(); ++i) {
        REQUIRE(store->commit_article(test::article_of(extractions[i]), extractions[i]));
        // What a killed process leaves: the file and its log, without a clean end.
        const std::string copy = folder / ("copy" + std::to_string(i) + ".dmr");
        fs::copy_file(folder / "g.dmr", copy);
        if (fs::exists(folder / "g.dmr-wal")) fs::copy_file(folder / "g.dmr-wal", copy + "-wal");
        const Result<Store> left = Store::open(copy);
        REQUIRE(left);
        CHECK(left->articles()->size() == i + 1);
        CHECK(test::dump(*left->graph()) == test::dump(*merge({extractions.begin(), extractions.begin() + static_cast<std::ptrdiff_t>(i) + 1})));
    }
}

TEST_CASE("files that are no store") {
    const Folder folder;
    check_error(Store::open(folder / "none.dmr"), ErrorCode::not_found, "no such store");
    check_error(Store::open(folder / "."), ErrorCode::bad_input, "folder");
    folder.write("empty.dmr", "");
    check_error(Store::open(folder / "empty.dmr"), ErrorCode::bad_input, "empty");
    folder.write("text.dmr", std::string(5000, 'x'));
    check_error(Store::open(folder / "text.dmr"), ErrorCode::bad_input, "not a demarche store");
    check_error(Store::open(folder / "text.dmr", true), ErrorCode::bad_input, "not a demarche store");
    check_error(Store::create(folder / "text.dmr", Ontology::built_in()), ErrorCode::bad_input, "not a demarche store");
    CHECK(folder.read("text.dmr") == std::string(5000, 'x'));
    check_error(Store::create(folder / "nowhere/g.dmr", Ontology::built_in()), ErrorCode::io, "cannot write");

    REQUIRE(Store::create(folder / "g.dmr", Ontology::built_in()));
    std::string bytes = folder.read("g.dmr");
    std::string newer = bytes, other = bytes;
    newer[63] = 9;
    folder.write("newer.dmr", newer);
    check_error(Store::open(folder / "newer.dmr"), ErrorCode::bad_input, "format version 9");
    other[70] = 0;
    folder.write("other.dmr", other);
    check_error(Store::open(folder / "other.dmr"), ErrorCode::bad_input, "other SQLite database");
}

TEST_CASE("a truncated store is found at every length") {
    const Folder folder;
    REQUIRE(Store::save_graph(folder / "g.dmr", *merge(test::random_extractions(3, 8)), Ontology::built_in()));
    const std::string bytes = folder.read("g.dmr");
    for (std::size_t size = 1; size < bytes.size(); size += 997) {
        folder.write("cut.dmr", std::string_view(bytes).substr(0, size));
        const Result<Store> store = Store::open(folder / "cut.dmr");
        REQUIRE(!store);
        CHECK(store.error().code() == ErrorCode::bad_input);
    }
}

TEST_CASE("a damaged store gives an error or the right answer, never a wrong one") {
    const Folder folder;
    const std::vector<Extraction> extractions = test::random_extractions(4, 10);
    {
        Result<Store> store = Store::create(folder / "g.dmr", Ontology::built_in());
        REQUIRE(store);
        fill(*store, extractions);
        REQUIRE(store->finish());
    }
    const std::string good = folder.read("g.dmr"), expected = test::dump(*merge(extractions));
    std::mt19937 random(1);
    std::size_t found = 0;
    for (int i = 0; i < 300; ++i) {
        std::string bytes = good;
        const std::size_t flips = i % 3 == 0 ? 1 : 1 + random() % 40, at = random() % bytes.size();
        for (std::size_t k = 0; k < flips; ++k) bytes[(at + k) % bytes.size()] = static_cast<char>(random());
        folder.write("bad.dmr", bytes);
        const Result<Store> store = Store::open(folder / "bad.dmr");
        const Result<PropertyGraph> graph = store ? store->graph() : Result<PropertyGraph>(store.error());
        if (graph) CHECK(test::dump(*graph) == expected);
        else ++found;
        if (!store) continue;
        if (const auto kept = store->extractions(); kept) CHECK(*kept == extractions);
        if (const auto articles = store->articles(); articles) CHECK(articles->size() == extractions.size());
        store->check();
    }
    CHECK(found > 50);
}

TEST_CASE("an imported graph is stored without articles") {
    const Folder folder;
    GraphBuilder b;
    const std::string_view labels[] = {"B", "A"};
    b.add_edge(b.add_node(labels, {{"k", Value(List{1, "two", Value(Date{3})})}}), "any type", b.add_node("C"), {{"w", 1.5}});
    const Result<PropertyGraph> g = b.freeze();
    REQUIRE(Store::save_graph(folder / "g.dmr", *g, Ontology::built_in()));
    const Result<Store> store = Store::open(folder / "g.dmr");
    REQUIRE(store);
    CHECK(test::dump(*store->graph()) == test::dump(*g));
    CHECK(store->articles()->empty());
    CHECK(store->check().empty());
}
