// curate: corrections by hand. They are kept in a file beside the store and applied at once.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <iostream>
#include <memory>

#include "command.h"
#include "demarche/store.h"
#include "output.h"

namespace demarche::cli {
namespace {

struct Options {
    std::string store, node, other, text, who, why, number;
    std::vector<std::string> articles;
};

std::string now() {
    const std::time_t time = std::time(nullptr);
    std::tm utc{};
    std::array<char, 32> text{};
    ::gmtime_r(&time, &utc);
    std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &utc);
    return text.data();
}

std::string user() {
    for (const char* name : {"USER", "LOGNAME"}) {
        if (const char* value = std::getenv(name); value && *value) return value;
    }
    return "unknown";
}

// The file's entries; where there is no file yet, those that the store was made with.
Result<Curation> current(const Store& store, const std::string& path) {
    std::error_code ec;
    return std::filesystem::exists(path, ec) ? Curation::load(path) : store.curation();
}

// One correction of one store.
class Correction {
public:
    Correction(const Options& options, CurationKind kind) : options_(options) {
        entry_.kind = kind;
        entry_.who = options.who.empty() ? user() : options.who;
        entry_.when = now();
        entry_.why = options.why;
    }

    int run() {
        Result<Store> store = Store::open(options_.store, true);
        if (!store) return fail(store.error());
        const Result<OpenGraph> open = open_graph(options_.store);
        if (!open) return fail(open.error());
        const Result<void> described = describe(*open, *store);
        if (!described) return fail(described.error());
        const std::string path = curation_path(options_.store);
        Result<Curation> curation = current(*store, path);
        if (!curation) return fail(curation.error());
        const std::uint32_t number = curation->add(entry_);
        if (Result<void> saved = curation->save(path); !saved) return fail(saved.error());
        std::cout << "entry " << number << " in " << path << '\n';
        const Result<std::vector<Diagnostic>> finished = store->finish();
        if (!finished) return fail(finished.error());
        for (const Diagnostic& warning : *finished) warn(warning);
        return finish_output();
    }

private:
    Result<void> describe(const OpenGraph& open, const Store& store) {
        if (entry_.kind == CurationKind::reject || entry_.kind == CurationKind::confirm) return describe_edge(open, store);
        Result<std::string> node = node_id(open.graph, options_.node);
        if (!node) return node.error();
        entry_.node = std::move(*node);
        entry_.text = options_.text;
        entry_.other = options_.other;
        entry_.articles = options_.articles;
        if (entry_.kind == CurationKind::merge) {
            Result<std::string> other = node_id(open.graph, options_.other);
            if (!other) return other.error();
            if (*other == entry_.node) return Error(ErrorCode::usage, "'" + options_.node + "' and '" + options_.other + "' are one node already");
            entry_.other = std::move(*other);
        }
        const auto& types = open.ontology.node_types();
        if (entry_.kind == CurationKind::retype && std::none_of(types.begin(), types.end(), [&](const NodeType& type) { return type.name == entry_.text; })) {
            std::string names;
            for (const NodeType& type : types) names += (names.empty() ? "" : ", ") + type.name;
            return Error(ErrorCode::usage, "no node type '" + entry_.text + "'", "one of: " + names);
        }
        return {};
    }

    // By its id, else by a name or alias that is its alone.
    Result<std::string> node_id(const PropertyGraph& graph, const std::string& word) const {
        const auto key = graph.find_node_key("id");
        std::vector<NodeId> nodes = key ? graph.find_nodes(*key, Value(word)) : std::vector<NodeId>();
        if (nodes.empty()) nodes = graph.find_named(word);
        if (nodes.empty() || !key) return Error(ErrorCode::not_found, "no node '" + word + "' in " + options_.store, "give an id, name or alias");
        std::string ids;
        for (const NodeId node : nodes) ids += (ids.empty() ? "" : ", ") + *graph.property(node, *key).as_string();
        if (nodes.size() > 1) return Error(ErrorCode::usage, "'" + word + "' is the name of several nodes", "give an id: " + ids);
        return ids;
    }

    Result<void> describe_edge(const OpenGraph& open, const Store& store) {
        const PropertyGraph& graph = open.graph;
        const std::string& word = options_.node;
        char* end = nullptr;
        const unsigned long number = word.size() > 1 && word[0] == 'e' ? std::strtoul(word.c_str() + 1, &end, 10) : graph.edge_count();
        if (number >= graph.edge_count() || !end || *end != '\0') return Error(ErrorCode::not_found, "no edge '" + word + "' in " + options_.store, "demarche show FILE NODE gives the numbers: e12");
        const EdgeId edge{static_cast<std::uint32_t>(number)};
        const auto id = graph.find_node_key("id"), evidence = graph.find_edge_key("evidence");
        if (!id || !evidence) return Error(ErrorCode::usage, options_.store + " has no evidence to judge");
        entry_.node = *graph.property(graph.source(edge), *id).as_string();
        entry_.other = *graph.property(graph.target(edge), *id).as_string();
        entry_.relation = graph.types()[static_cast<std::size_t>(graph.type(edge))];
        const Relation* relation = open.ontology.find(entry_.relation);
        entry_.either_way = relation && relation->symmetric;
        return collect_sentences(graph.property(edge, *evidence), store);
    }

    // Those of the evidence, and of the articles that print nearly the same.
    Result<void> collect_sentences(const Value& evidence, const Store& store) {
        std::vector<std::string> copies;
        for (const Value& item : evidence.as_list() ? *evidence.as_list() : List()) {
            if (const Value* sentence = item.find("sentence"); sentence && sentence->as_string()) entry_.sentences.push_back(*sentence->as_string());
            const Value* ids = item.find("copies");
            for (const Value& copy : ids && ids->as_list() ? *ids->as_list() : List()) copies.push_back(*copy.as_string());
        }
        if (!copies.empty()) {
            Result<std::vector<Extraction>> extractions = store.extractions();
            const Result<Curation> curation = store.curation();
            if (!extractions) return extractions.error();
            if (!curation) return curation.error();
            std::vector<std::size_t> applied;
            for (Extraction& x : *extractions) {
                if (std::find(copies.begin(), copies.end(), x.id) == copies.end()) continue;
                curation->apply(x, applied);
                for (const ExtractedEdge& e : x.edges) {
                    if (e.relation == entry_.relation && x.nodes[e.source].id == entry_.node && x.nodes[e.target].id == entry_.other) entry_.sentences.push_back(e.sentence);
                }
            }
        }
        std::sort(entry_.sentences.begin(), entry_.sentences.end());
        entry_.sentences.erase(std::unique(entry_.sentences.begin(), entry_.sentences.end()), entry_.sentences.end());
        return {};
    }

    const Options& options_;
    CurationEntry entry_;
};

std::string summary(const CurationEntry& entry) {
    std::string text = std::string(to_string(entry.kind)) + '\t' + entry.node;
    if (!entry.relation.empty()) text += " -" + entry.relation + "->";
    if (!entry.other.empty()) text += (entry.relation.empty() ? " → " : " ") + entry.other;
    if (!entry.text.empty()) text += " '" + entry.text + "'";
    return text;
}

int list(const Options& options) {
    const Result<Store> store = Store::open(options.store);
    if (!store) return fail(store.error());
    const Result<Curation> curation = current(*store, curation_path(options.store));
    if (!curation) return fail(curation.error());
    for (const CurationEntry& e : curation->entries()) std::cout << e.number << '\t' << summary(e) << '\t' << e.who << '\t' << e.when << '\t' << e.why << '\n';
    return finish_output();
}

int undo(const Options& options) {
    Result<Store> store = Store::open(options.store, true);
    if (!store) return fail(store.error());
    const std::string path = curation_path(options.store);
    Result<Curation> curation = current(*store, path);
    if (!curation) return fail(curation.error());
    const bool last = options.number == "last" && !curation->empty();
    const unsigned long number = last ? curation->entries().back().number : std::strtoul(options.number.c_str(), nullptr, 10);
    if (!curation->remove(static_cast<std::uint32_t>(number)))
        return fail(Error(ErrorCode::not_found, "no entry '" + options.number + "' in " + path, "demarche curate list " + options.store + " shows them"));
    if (Result<void> saved = curation->save(path); !saved) return fail(saved.error());
    const Result<std::vector<Diagnostic>> finished = store->finish();
    if (!finished) return fail(finished.error());
    for (const Diagnostic& warning : *finished) warn(warning);
    return kOk;
}

CLI::App* add_kind(CLI::App& curate, CurationKind kind, const char* what, const std::shared_ptr<Options>& options, int& status) {
    CLI::App* command = curate.add_subcommand(std::string(to_string(kind)), what);
    command->add_option("store", options->store, "The store")->required()->type_name("FILE.dmr");
    const bool edge = kind == CurationKind::reject || kind == CurationKind::confirm;
    command->add_option(edge ? "edge" : "node", options->node, edge ? "An edge's number, as demarche show gives it (e12)" : "A node's id, name or alias")->required();
    command->add_option("--who", options->who, "Who decides; else the user's name");
    command->add_option("--why", options->why, "The reason");
    command->callback([options, kind, &status] { status = Correction(*options, kind).run(); });
    return command;
}

}  // namespace

void add_curate(CLI::App& app, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("curate", "Correct what was extracted: merge, split, alias, rename, retype, reject, confirm");
    command->require_subcommand(1);
    add_kind(*command, CurationKind::merge, "Two nodes are one", options, status)->add_option("into", options->other, "The node that it becomes")->required();
    CLI::App* split = add_kind(*command, CurationKind::split, "In some articles a node is somebody else", options, status);
    split->add_option("new-id", options->other, "The id of that other node, such as person:anna-berg-2")->required();
    split->add_option("--articles", options->articles, "Ids of these articles")->required();
    split->add_option("--name", options->text, "The other node's name");
    add_kind(*command, CurationKind::alias, "A node has another name, too", options, status)->add_option("name", options->text, "That name")->required();
    add_kind(*command, CurationKind::rename, "A node is called otherwise", options, status)->add_option("name", options->text, "Its name")->required();
    add_kind(*command, CurationKind::retype, "A node is of another type", options, status)->add_option("type", options->text, "A node type, such as Organisation")->required();
    add_kind(*command, CurationKind::reject, "An edge is not what its sentences say", options, status);
    add_kind(*command, CurationKind::confirm, "An edge is what its sentences say", options, status);
    CLI::App* listing = command->add_subcommand("list", "List the corrections: number, what, who, when, why (tab-separated)");
    listing->add_option("store", options->store, "The store")->required()->type_name("FILE.dmr");
    listing->callback([options, &status] { status = list(*options); });
    CLI::App* undoing = command->add_subcommand("undo", "Take a correction back");
    undoing->add_option("store", options->store, "The store")->required()->type_name("FILE.dmr");
    undoing->add_option("number", options->number, "Its number, or 'last'")->required();
    undoing->callback([options, &status] { status = undo(*options); });
    command->footer("Corrections are kept in FILE.curation.json beside the store, apart from what was extracted, and applied again at every build and update.\n\n"
                    "Examples:\n  demarche curate merge news.dmr person:a-berg 'Anna Berg' --why 'same office, same week'\n  demarche curate reject news.dmr e12 --why irony\n"
                    "  demarche curate list news.dmr\n  demarche curate undo news.dmr last");
}

}  // namespace demarche::cli
