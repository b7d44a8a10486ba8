// The command line: one file a sub-command; this one only puts them together.
#include <algorithm>
#include <iostream>
#include <new>
#include <string_view>

#include <CLI/CLI.hpp>

#include "command.h"
#include "demarche/version.h"

namespace {

using namespace demarche;

constexpr const char* kExitCodes = "Exit codes: 0 done; 1 ran, and the answer is no; 2 wrong usage; 3 wrong query; 4 bad input file; 5 read or write error;\n"
                                   "70 a fault in demarche; 130 interrupted.  Documentation: docs/command-line.md";

// What the parser only calls a missing sub-command: a first word that is none.
bool is_unknown_command(const CLI::App& app, std::string_view word) {
    const auto commands = app.get_subcommands({});
    return !word.starts_with('-') && std::none_of(commands.begin(), commands.end(), [&](const CLI::App* c) { return c->get_name() == word; });
}

int unknown_command(const CLI::App& app, std::string_view word) {
    std::cerr << "demarche: unknown command '" << word << "'\n  hint: one of";
    for (const CLI::App* command : app.get_subcommands({})) std::cerr << ' ' << command->get_name();
    std::cerr << "; demarche --help tells what each does\n";
    return cli::kUsage;
}

int run(int argc, char** argv) {
    int status = cli::kOk;
    CLI::App app("From news articles to a graph of who pressed whom, with the sentence behind every edge.", "demarche");
    app.set_version_flag("--version", std::string("demarche ") + std::string(version()));
    app.require_subcommand(1);
    app.get_formatter()->column_width(34);
    for (const auto add : {cli::add_build, cli::add_update, cli::add_extract, cli::add_explain, cli::add_query, cli::add_who, cli::add_show, cli::add_export, cli::add_import,
                           cli::add_rules, cli::add_stats, cli::add_check, cli::add_curate})
        add(app, status);
    app.footer(std::string("Examples:\n  demarche build articles/ -o news.dmr\n  demarche who news.dmr pressured --states\n  demarche export news.dmr --format graphml -o news.graphml\n\n") + kExitCodes);
    if (argc < 2) {
        std::cerr << app.help();
        return cli::kUsage;
    }
    if (is_unknown_command(app, argv[1])) return unknown_command(app, argv[1]);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& done) {  // --help, --version
        return app.exit(done);
    } catch (const CLI::ParseError& error) {
        std::cerr << "demarche: " << error.what() << "\n  hint: demarche --help, or demarche COMMAND --help\n";
        return cli::kUsage;
    }
    return status;
}

}  // namespace

int main(int argc, char** argv) {
    std::ios::sync_with_stdio(false);
    try {
        return run(argc, argv);
    } catch (const std::bad_alloc&) {
        std::cerr << "demarche: out of memory\n";
    } catch (const std::exception& error) {
        std::cerr << "demarche: internal fault: " << error.what() << "\n";
    }
    return demarche::cli::kInternal;
}
