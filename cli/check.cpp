#include <iostream>
#include <memory>

#include "command.h"
#include "demarche/store.h"

namespace demarche::cli {
namespace {

struct Options {
    std::string store;
    bool merges = false;
};

int check_all(const Options& options) {
    const Result<Store> store = Store::open(options.store);
    if (!store) return fail(store.error());
    const std::vector<Diagnostic> faults = store->check();
    for (const Diagnostic& fault : faults) std::cout << fault.to_string() << '\n';
    if (faults.empty()) std::cout << options.store << ": sound\n";
    const int written = finish_output();
    return faults.empty() ? written : static_cast<int>(kNegative);
}

int list_merges(const Options& options) {
    const Result<OpenGraph> open = open_graph(options.store);
    if (!open) return fail(open.error());
    for (const DoubtfulMerge& doubt : doubtful_merges(open->graph)) std::cout << doubt.one << '\t' << doubt.other << '\t' << doubt.why << '\n';
    return finish_output();
}

}  // namespace

void add_check(CLI::App& app, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("check", "Verify a store: structure, checksums, agreement of its parts");
    command->add_option("store", options->store, "The store")->required()->type_name("FILE.dmr");
    command->add_flag("--merges", options->merges, "List nodes that may be one but were not merged: two ids and why (tab-separated)");
    command->footer("Exits with 1 when something is wrong.\n\nExamples:\n  demarche check news.dmr\n  demarche check news.dmr --merges");
    command->callback([options, &status] { status = options->merges ? list_merges(*options) : check_all(*options); });
}

}  // namespace demarche::cli
