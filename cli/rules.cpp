#include <iostream>
#include <memory>

#include "command.h"

namespace demarche::cli {
namespace {

int check(const std::vector<std::string>& packs) {
    Result<std::shared_ptr<const Rules>> rules = Rules::load(packs);
    if (!rules) return fail(rules.error());
    std::cout << (*rules)->list().size() << " rules, no fault\n";
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
    std::size_t checked = 0;
    const std::vector<Diagnostic> failures = (*rules)->test(&checked);
    for (const Diagnostic& failure : failures) std::cout << failure.to_string() << '\n';
    std::cout << checked - failures.size() << " of " << checked << " examples passed\n";
    const int written = finish_output();
    return failures.empty() ? written : kNegative;
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
