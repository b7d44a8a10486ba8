#include <map>
#include <thread>

#include "command.h"
#include "pipeline.h"

namespace demarche::cli {
namespace {

InputFormat input_format(const std::string& name) {
    static const std::map<std::string, InputFormat> kFormats{
        {"detect", InputFormat::detect}, {"text", InputFormat::text}, {"html", InputFormat::html}, {"jsonl", InputFormat::jsonl}};
    return kFormats.at(name);
}

template <class Out, class Done>
int run_all(const InputOptions& options, std::function<Out(const Article&)> work, const Done& done, const std::function<bool(const Article&)>& wanted) {
    const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
    int status = kOk, stopped = kOk;
    OrderedPipeline<Article, Out> pipeline(options.jobs == 0 ? cores : options.jobs, std::move(work), [&](Article& article, Out& out) {
        stopped = done(article, out);
        return stopped == kOk;
    });
    const ArticleSink sink{[&](Article article) { return (wanted && !wanted(article)) || pipeline.push(std::move(article)); },
                           [&](const Diagnostic& fault) {
                               const int code = fail(Error(fault));
                               status = code == kIo ? kIo : kBadInput;  // whatever is wrong in it, it is an input
                               return true;
                           }};
    for (const std::string& path : options.paths) read_articles(path, input_format(options.format), sink);
    pipeline.finish();
    return stopped != kOk ? stopped : status;
}

void warn_all(const std::vector<Diagnostic>& warnings) {
    for (const Diagnostic& warning : warnings) warn(warning);
}

}  // namespace

void add_input_options(CLI::App& command, InputOptions& options) {
    command.add_option("articles", options.paths, "Article files (.txt .html .jsonl), folders, or '-' for standard input")->required();
    command.add_option("--rules", options.rules, "A rule pack (folder) or actors file (.csv) laid over the built-in rules; may be repeated")->type_name("PATH");
    command.add_option("--input-format", options.format, "How to read the articles: detect, text, html or jsonl")
        ->check(CLI::IsMember({"detect", "text", "html", "jsonl"}))
        ->capture_default_str();
    command.add_option("--jobs,-j", options.jobs, "Threads; 0: one for each core")->capture_default_str()->check(CLI::Range(0, 1024));
}

int extract_all(const Rules& rules, const InputOptions& options, const ExtractionSink& done, const std::function<bool(const Article&)>& wanted) {
    return run_all<Extraction>(
        options, [&](const Article& article) { return extract_article(rules, article); },
        [&](const Article& article, const Extraction& extraction) {
            warn_all(extraction.warnings);
            return done(article, extraction);
        },
        wanted);
}

int extract_all(const Rules& rules, const InputOptions& options, const ExtractionWriter& write, const std::function<int(const std::string&)>& done) {
    struct Written {
        std::string text;
        std::vector<Diagnostic> warnings;
    };
    return run_all<Written>(
        options,
        [&](const Article& article) {
            Extraction extraction = extract_article(rules, article);
            std::string text = write(article, extraction);
            return Written{std::move(text), std::move(extraction.warnings)};
        },
        [&](const Article&, const Written& written) {
            warn_all(written.warnings);
            return done(written.text);
        },
        nullptr);
}

}  // namespace demarche::cli
