// From articles to extractions. A Rules object is built once and shared; an Extractor is a thin, thread-safe view of it.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "demarche/article.h"
#include "demarche/extraction.h"
#include "demarche/ontology.h"
#include "demarche/result.h"

namespace demarche {

// Everything that the extraction knows of language and world. Immutable; any number of threads may use one.
class Rules {
public:
    // The packs built into the library, with the user's laid over them in order. Each path is a folder (a pack with pack.json)
    // or an actors file (.csv with the header name,type,state,from,until). All faults of all packs are reported at once.
    static Result<std::shared_ptr<const Rules>> load(std::span<const std::string> paths = {});
    ~Rules();

    const Ontology& ontology() const;

    // A line for `demarche rules list`. Actors files are one entry each.
    struct Entry {
        std::string kind, id, file, summary;
        bool user = false;  // of a user's pack, not built in
    };
    std::vector<Entry> list() const;
    // Runs every frame's examples and counterexamples.
    struct TestReport {
        struct Count { std::size_t ran = 0, passed = 0; };
        Count built_in, user;
        std::vector<Diagnostic> failures;  // what each lacked or gave too much
    };
    TestReport test() const;

    struct Data;  // extract/rules/rules.h
    explicit Rules(std::unique_ptr<Data> data);
    const Data& data() const { return *data_; }

private:
    std::unique_ptr<Data> data_;
};

// Extraction is total: any bytes give a result. Deterministic: same rules, same article, same result. Linear in the
// article's length.
Extraction extract_article(const Rules& rules, const Article& article);

// How each sentence became edges, or why not, stage by stage, as text for people. sentence: 1-based, 0 = all.
std::string explain(const Rules& rules, const Article& article, std::size_t sentence = 0);

// What an article speaks of that no rule pack knows: what to add next. kind: "name" (a capitalised phrase that is in no list) or "verb" (a
// lemma that calls no frame and governs no other verb). One for each occurrence, in text order, with count 1; callers add them up.
struct Missing { std::string kind, text; std::size_t count = 0; };
std::vector<Missing> missing(const Rules& rules, const Article& article);

}  // namespace demarche
