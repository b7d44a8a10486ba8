#include <iostream>
#include <memory>

#include "command.h"
#include "demarche/store.h"

namespace demarche::cli {
namespace {

struct Options {
    InputOptions input;
    std::string store;
    std::vector<std::string> remove;
    bool verbose = false;
};

// Extracts and commits article by article, then merges.
int add_articles(Store& store, const Rules& rules, const Options& options) {
    std::size_t count = 0;
    int status = kOk;
    {
        Progress progress("articles");
        status = extract_all(rules, options.input, [&](const Article& article, const Extraction& extraction) {
            if (Result<void> committed = store.commit_article(article, extraction); !committed) return fail(committed.error());
            if (options.verbose) std::cerr << "committed " << article.id << '\n';
            ++count;
            progress.add();
            return static_cast<int>(kOk);
        });
    }
    if (status != kOk && status != kBadInput && status != kIo) return status;
    if (Result<void> finished = store.finish(); !finished) return fail(finished.error());
    if (count == 0 && status == kOk) return fail(Error(ErrorCode::bad_input, "no article was found", "give files ending in .txt, .html or .jsonl, or a folder of them"));
    return status;
}

int build(const Options& options) {
    Result<std::shared_ptr<const Rules>> rules = Rules::load(options.input.rules);
    if (!rules) return fail(rules.error());
    Result<Store> store = Store::create(options.store, (*rules)->ontology());
    if (!store) return fail(store.error());
    return add_articles(*store, **rules, options);
}

int update(const Options& options) {
    if (options.input.paths.empty() && options.remove.empty())
        return fail(Error(ErrorCode::usage, "nothing to do", "give articles to add, or --remove with the ids of articles"));
    Result<Store> store = Store::open(options.store, true);
    if (!store) return fail(store.error());
    for (const std::string& id : options.remove) {
        Result<bool> removed = store->remove_article(id);
        if (!removed) return fail(removed.error());
        if (!*removed) return fail(Error(ErrorCode::not_found, "no article '" + id + "' in " + options.store, "list them by: demarche stats --articles " + options.store));
    }
    if (options.input.paths.empty()) {
        Result<void> finished = store->finish();
        return finished ? kOk : fail(finished.error());
    }
    Result<std::shared_ptr<const Rules>> rules = Rules::load(options.input.rules);
    if (!rules) return fail(rules.error());
    return add_articles(*store, **rules, options);
}

}  // namespace

void add_build(CLI::App& app, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("build", "Build a graph from articles");
    add_input_options(*command, options->input);
    command->add_option("-o,--output", options->store, "The store to make")->required()->type_name("FILE.dmr");
    command->add_flag("-v,--verbose", options->verbose, "Tell each article when it is safely stored");
    command->footer("Each article is stored before the next is reported: a build that is killed keeps what it had.\n\n"
                    "Examples:\n  demarche build articles/ -o news.dmr\n  demarche build a.html b.txt more.jsonl -o news.dmr --rules my-pack/\n  cat articles.jsonl | demarche build - --input-format jsonl -o news.dmr");
    command->callback([options, &status] { status = build(*options); });
}

void add_update(CLI::App& app, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("update", "Add, replace or remove articles of a store");
    command->add_option("store", options->store, "The store")->required()->type_name("FILE.dmr");
    add_input_options(*command, options->input);
    command->get_option("articles")->required(false);
    command->add_option("--remove", options->remove, "Ids of articles to take out")->type_name("ID");
    command->add_flag("-v,--verbose", options->verbose, "Tell each article when it is safely stored");
    command->footer("Examples:\n  demarche update news.dmr today/*.html\n  demarche update news.dmr --remove old.txt wrong.txt");
    command->callback([options, &status] { status = update(*options); });
}

}  // namespace demarche::cli
