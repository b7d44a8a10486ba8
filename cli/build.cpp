#include <iostream>
#include <memory>
#include <optional>

#include "command.h"
#include "demarche/store.h"

namespace demarche::cli {
namespace {

struct Options {
    InputOptions input;
    std::string store;
    bool verbose = false;
};

// Extracts and commits article by article, then merges. The store is made with the first article: where there is none, nothing is replaced.
int build(const Options& options) {
    Result<std::shared_ptr<const Rules>> rules = Rules::load(options.input.rules);
    if (!rules) return fail(rules.error());
    std::optional<Store> store;
    int status = kOk;
    {
        Progress progress("articles");
        status = extract_all(**rules, options.input, [&](const Article& article, const Extraction& extraction) {
            if (!store) {
                Result<Store> created = Store::create(options.store, (*rules)->ontology());
                if (!created) return fail(created.error());
                store = std::move(*created);
            }
            if (Result<void> committed = store->commit_article(article, extraction); !committed) return fail(committed.error());
            if (options.verbose) std::cerr << "committed " << article.id << std::endl;
            progress.add();
            return static_cast<int>(kOk);
        });
    }
    if (status != kOk && status != kBadInput && status != kIo) return status;
    if (!store) return status != kOk ? status : fail(Error(ErrorCode::bad_input, "no article was found", "give files ending in .txt, .html or .jsonl, or a folder of them"));
    const Result<std::vector<Diagnostic>> finished = store->finish();
    if (!finished) return fail(finished.error());
    for (const Diagnostic& warning : *finished) warn(warning);
    return status;
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

}  // namespace demarche::cli
