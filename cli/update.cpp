#include <iostream>
#include <memory>
#include <mutex>
#include <set>

#include "command.h"
#include "demarche/store.h"

namespace demarche::cli {
namespace {

struct Options {
    InputOptions input;
    std::string store;
    std::vector<std::string> remove;
    bool verbose = false, all = false, mirror = false, refreeze = false;
};

// One update: it is done whole when finish() has returned, or not at all.
class Update {
public:
    Update(Store& store, const Options& options) : store_(store), options_(options) {}

    int run() {
        if (Result<void> begun = store_.begin(); !begun) return fail(begun.error());
        for (const std::string& id : options_.remove) {
            if (const int status = remove(id); status != kOk) return status;
        }
        int status = kOk;
        if (!options_.input.paths.empty()) {
            status = add();
            if (status != kOk && status != kBadInput && status != kIo) return status;
        }
        if (options_.mirror) {
            if (status != kOk) return fail(Error(ErrorCode::bad_input, "nothing was changed: with --mirror every article must be readable", "mend the inputs named above"));
            if (const int mirrored = mirror(); mirrored != kOk) return mirrored;
        }
        const Result<std::vector<Diagnostic>> finished = store_.finish(options_.refreeze);
        if (!finished) return fail(finished.error());
        for (const Diagnostic& warning : *finished) warn(warning);
        if (options_.verbose) tell();
        return status;
    }

private:
    int remove(const std::string& id) {
        const Result<bool> removed = store_.remove_article(id);
        if (!removed) return fail(removed.error());
        if (!*removed) return fail(Error(ErrorCode::not_found, "no article '" + id + "' in " + options_.store, "list them by: demarche stats --articles " + options_.store));
        removed_.push_back(id);
        return kOk;
    }

    int add() {
        const Result<std::shared_ptr<const Rules>> rules = Rules::load(options_.input.rules);
        if (!rules) return fail(rules.error());
        Progress progress("articles");
        const auto commit = [&](const Article& article, const Extraction& extraction) {
            const std::lock_guard lock(mutex_);
            if (Result<void> committed = store_.commit_article(article, extraction); !committed) return fail(committed.error());
            committed_.push_back(article.id);
            progress.add();
            return static_cast<int>(kOk);
        };
        return extract_all(**rules, options_.input, commit, [&](const Article& article) { return changed(article); });
    }

    // New, or with other bytes than the stored one.
    bool changed(const Article& article) {
        const std::lock_guard lock(mutex_);
        given_.insert(article.id);
        if (options_.all) return true;
        const Result<std::string> stored = store_.content_hash_of(article.id);
        const bool same = stored && *stored == content_hash(article.bytes);
        unchanged_ += same ? 1 : 0;
        return !same;
    }

    // Takes out what was not given.
    int mirror() {
        const Result<std::vector<StoredArticle>> articles = store_.articles();
        if (!articles) return fail(articles.error());
        for (const StoredArticle& article : *articles) {
            if (given_.contains(article.id)) continue;
            if (const int status = remove(article.id); status != kOk) return status;
        }
        return kOk;
    }

    void tell() const {
        for (const std::string& id : removed_) std::cerr << "removed " << id << '\n';
        for (const std::string& id : committed_) std::cerr << "committed " << id << '\n';
        std::cerr << unchanged_ << " unchanged\n";
    }

    Store& store_;
    const Options& options_;
    std::mutex mutex_;  // articles are asked about while others are committed
    std::set<std::string> given_;
    std::vector<std::string> committed_, removed_;
    std::size_t unchanged_ = 0;
};

int update(const Options& options) {
    if (options.input.paths.empty() && (options.mirror || (options.remove.empty() && !options.refreeze)))
        return fail(Error(ErrorCode::usage, "nothing to do", "give articles to add, or --remove with the ids of articles"));
    Result<Store> store = Store::open(options.store, true);
    if (!store) return fail(store.error());
    return Update(*store, options).run();
}

}  // namespace

void add_update(CLI::App& app, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("update", "Add, replace or remove articles of a store");
    command->add_option("store", options->store, "The store")->required()->type_name("FILE.dmr");
    add_input_options(*command, options->input);
    command->get_option("articles")->required(false);
    command->add_option("--remove", options->remove, "Ids of articles to take out")->type_name("ID");
    command->add_flag("--mirror", options->mirror, "Take out every article that is not among those given");
    command->add_flag("--all", options->all, "Read unchanged articles again, too (after a change of rules)");
    command->add_flag("--refreeze", options->refreeze, "Derive the graph from all stored articles again");
    command->add_flag("-v,--verbose", options->verbose, "Tell each article that was taken out or stored, once all are safe");
    command->footer("An article whose bytes are those of the stored one is left alone. All changes are made together, or none.\n\n"
                    "Examples:\n  demarche update news.dmr today/*.html\n  demarche update news.dmr articles/ --mirror\n  demarche update news.dmr --remove old.txt wrong.txt");
    command->callback([options, &status] { status = update(*options); });
}

}  // namespace demarche::cli
