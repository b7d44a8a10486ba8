// What people correct by hand in what was extracted: kept apart from it, applied again at every build, and taken back at will.
//
// A curation is a list of entries in a JSON file beside the store (curation_path). Entries are applied in their order to what each article
// says, before the articles are merged: an entry speaks of ids as they are after the entries before it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "demarche/extraction.h"
#include "demarche/graph.h"
#include "demarche/result.h"

namespace demarche {

enum class CurationKind {
    merge,    // node is the same as other: it becomes other
    split,    // in these articles node is somebody else: it becomes other, called `text` when that is not empty
    alias,    // node is also called `text`
    rename,   // node is called `text`
    retype,   // node is of type `text`
    reject,   // node -relation-> other is not what these sentences say
    confirm   // node -relation-> other is what these sentences say
};

std::string_view to_string(CurationKind kind);

struct CurationEntry {
    std::uint32_t number = 0;  // from 1, unique; 0: not in a list yet
    CurationKind kind = CurationKind::merge;
    std::string node, other;             // ids; of an edge: source and target
    std::string relation;                // of an edge
    bool either_way = false;             // of an edge: a symmetric relation, reported from either end
    std::string text;
    std::vector<std::string> articles;   // split
    std::vector<std::string> sentences;  // reject and confirm: a report that another article brings later is not touched
    std::string who, when, why;          // when: ISO 8601 in UTC
    bool operator==(const CurationEntry&) const = default;
};

class Curation {
public:
    // Errors: syntax and semantic, with line and column; all at once.
    static Result<Curation> parse(std::string_view json, std::string_view file);
    // No file: an empty list.
    static Result<Curation> load(const std::string& path);
    std::string to_json() const;
    Result<void> save(const std::string& path) const;  // atomically

    const std::vector<CurationEntry>& entries() const { return entries_; }
    // Gives the entry its number: the next that was never used while later ones exist.
    std::uint32_t add(CurationEntry entry);
    bool remove(std::uint32_t number);  // false: there is none

    // Changes one article's extraction. applied: for each entry how often it had something to do is added; may be empty.
    void apply(Extraction& extraction, std::vector<std::size_t>& applied) const;
    bool empty() const { return entries_.empty(); }

private:
    std::vector<CurationEntry> entries_;
};

// "news.dmr" → "news.curation.json"
std::string curation_path(const std::string& store);

// Two nodes that may be one, but were not merged because the articles do not say so.
struct DoubtfulMerge {
    std::string one, other;  // ids, in order
    std::string why;
};
// Nodes of one type with the same name or alias, and people of whom one is called by the other's last name alone. Ordered by the ids.
std::vector<DoubtfulMerge> doubtful_merges(const PropertyGraph& graph);

}  // namespace demarche
