#include <algorithm>
#include <iostream>
#include <map>
#include <memory>

#include "command.h"

namespace demarche::cli {
namespace {

struct Options {
    std::string article;
    std::vector<std::string> rules;
    std::size_t sentence = 0;
    bool missing = false;
};

// By frequency; of equals names before verbs, then by the alphabet.
void print_missing(const std::map<std::pair<std::string, std::string>, std::size_t>& counts) {
    std::vector<Missing> rows;
    for (const auto& [what, count] : counts) rows.push_back({what.first, what.second, count});
    std::stable_sort(rows.begin(), rows.end(), [](const Missing& a, const Missing& b) { return a.count > b.count; });
    for (const Missing& row : rows) std::cout << row.count << '\t' << row.kind << '\t' << row.text << '\n';
}

int run(const Options& options) {
    Result<std::shared_ptr<const Rules>> rules = Rules::load(options.rules);
    if (!rules) return fail(rules.error());
    int status = kOk;
    std::map<std::pair<std::string, std::string>, std::size_t> counts;
    const ArticleSink sink{[&](const Article& article) {
                               if (options.missing) {
                                   for (Missing& one : missing(**rules, article)) counts[{std::move(one.kind), std::move(one.text)}] += one.count;
                                   return true;
                               }
                               std::cout << explain(**rules, article, options.sentence);
                               return static_cast<bool>(std::cout);
                           },
                           [&](const Diagnostic& fault) {
                               const int code = fail(Error(fault));
                               status = code == kIo ? kIo : kBadInput;
                               return true;
                           }};
    read_articles(options.article, InputFormat::detect, sink);
    print_missing(counts);
    const int written = finish_output();
    return status != kOk ? status : written;
}

}  // namespace

void add_explain(CLI::App& app, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("explain", "Show stage by stage how sentences become edges, or why not");
    command->add_option("article", options->article, "An article file, a folder, or '-'")->required();
    command->add_option("--sentence", options->sentence, "Only this sentence, counted from 1; 0: all")->capture_default_str();
    command->add_flag("--missing", options->missing, "Instead: capitalised phrases and verbs that no rule knows, by frequency (count, kind, text)");
    command->add_option("--rules", options->rules, "A rule pack or actors file; may be repeated")->type_name("PATH");
    command->footer("Examples:\n  demarche explain article.txt\n  demarche explain article.txt --sentence 3\n  demarche explain my-articles/ --missing\n  echo 'Ruritania asked Syldavia to open the border.' | demarche explain -");
    command->callback([options, &status] { status = run(*options); });
}

}  // namespace demarche::cli
