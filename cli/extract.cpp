#include <iostream>
#include <memory>

#include "command.h"

namespace demarche::cli {
namespace {

struct Options {
    InputOptions input;
    std::string offsets = "codepoints";
};

int run(const Options& options) {
    Result<std::shared_ptr<const Rules>> rules = Rules::load(options.input.rules);
    if (!rules) return fail(rules.error());
    const OffsetUnit unit = options.offsets == "bytes" ? OffsetUnit::bytes : options.offsets == "utf16" ? OffsetUnit::utf16 : OffsetUnit::codepoints;
    const int status = extract_all(
        **rules, options.input, [&](const Article& article, const Extraction& extraction) { return to_json(extraction, article.bytes, unit) + '\n'; },
        [&](const std::string& line) {
            std::cout << line;
            return std::cout ? kOk : finish_output();
        });
    const int written = finish_output();
    return status != kOk ? status : written;
}

}  // namespace

void add_extract(CLI::App& app, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("extract", "Print what each article says, one JSON line an article");
    add_input_options(*command, options->input);
    command->add_option("--offsets", options->offsets, "Unit of start and end: codepoints, bytes or utf16")
        ->check(CLI::IsMember({"codepoints", "bytes", "utf16"}))
        ->capture_default_str();
    command->footer("Examples:\n  demarche extract page.html\n  demarche extract - --input-format jsonl < articles.jsonl\n  demarche extract folder --rules my-actors.csv --jobs 1");
    command->callback([options, &status] { status = run(*options); });
}

}  // namespace demarche::cli
