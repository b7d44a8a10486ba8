#include <algorithm>
#include <iostream>
#include <memory>

#include "command.h"

namespace demarche::cli {
namespace {

std::string counted(std::size_t n, const char* one, const char* many) { return std::to_string(n) + " " + (n == 1 ? one : many); }

int check(const std::vector<std::string>& packs) {
    Result<std::shared_ptr<const Rules>> rules = Rules::load(packs);
    if (!rules) return fail(rules.error());
    const std::vector<Rules::Entry> entries = (*rules)->list();
    const auto own = static_cast<std::size_t>(std::count_if(entries.begin(), entries.end(), [](const Rules::Entry& entry) { return entry.user; }));
    if (packs.empty()) std::cout << entries.size() << " built-in rules, no fault\n";
    for (const Rules::Entry& entry : entries)
        if (entry.kind == "actors") std::cout << entry.file << ": " << entry.summary << '\n';
    if (!packs.empty()) std::cout << counted(own, "entry", "entries") << " over the built-in rules, no fault\n";
    return finish_output();
}

int list(const std::vector<std::string>& packs) {
    Result<std::shared_ptr<const Rules>> rules = Rules::load(packs);
    if (!rules) return fail(rules.error());
    for (const Rules::Entry& entry : (*rules)->list()) std::cout << entry.kind << '\t' << entry.id << '\t' << entry.file << '\t' << entry.summary << '\n';
    return finish_output();
}

int test(const std::vector<std::string>& packs) {
    Result<std::shared_ptr<const Rules>> rules = Rules::load(packs);
    if (!rules) return fail(rules.error());
    const Rules::TestReport report = (*rules)->test();
    for (const Diagnostic& failure : report.failures) std::cout << failure.to_string() << '\n';
    if (!packs.empty()) std::cout << report.user.passed << " of " << report.user.ran << " examples of these packs passed\n";
    std::cout << report.built_in.passed << " of " << report.built_in.ran << " built-in examples passed\n";
    const int written = finish_output();
    return report.failures.empty() ? written : kNegative;
}

}  // namespace

void add_rules(CLI::App& app, int& status) {
    CLI::App* command = app.add_subcommand("rules", "Check, list or test rule packs");
    command->require_subcommand(1);
    auto packs = std::make_shared<std::vector<std::string>>();
    struct Row { const char* name; const char* text; int (*run)(const std::vector<std::string>&); };
    for (const Row& row : {Row{"check", "Load the rules and report every fault", check}, Row{"list", "One line a rule: kind, id, file, summary (tab-separated)", list},
                           Row{"test", "Run every rule's examples and counterexamples", test}}) {
        CLI::App* sub = command->add_subcommand(row.name, row.text);
        sub->add_option("packs", *packs, "Packs or actors files laid over the built-in rules, later ones over earlier ones");
        sub->callback([packs, run = row.run, &status] { status = run(*packs); });
    }
    command->footer("Examples:\n  demarche rules check my-pack/\n  demarche rules test\n  demarche rules list | grep ^frame");
}

}  // namespace demarche::cli
