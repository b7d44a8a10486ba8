#include <iostream>
#include <memory>

#include "command.h"

namespace demarche::cli {
namespace {

std::vector<std::string> pack(const std::string& folder) { return folder.empty() ? std::vector<std::string>() : std::vector<std::string>{folder}; }

int check(const std::string& folder) {
    Result<std::shared_ptr<const Rules>> rules = Rules::load(pack(folder));
    if (!rules) return fail(rules.error());
    std::cout << (*rules)->list().size() << " rules, no fault\n";
    return finish_output();
}

int list(const std::string& folder) {
    Result<std::shared_ptr<const Rules>> rules = Rules::load(pack(folder));
    if (!rules) return fail(rules.error());
    for (const Rules::Entry& entry : (*rules)->list()) std::cout << entry.kind << '\t' << entry.id << '\t' << entry.file << '\t' << entry.summary << '\n';
    return finish_output();
}

int test(const std::string& folder) {
    Result<std::shared_ptr<const Rules>> rules = Rules::load(pack(folder));
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
    auto folder = std::make_shared<std::string>();
    struct Row { const char* name; const char* text; int (*run)(const std::string&); };
    for (const Row& row : {Row{"check", "Load the rules and report every fault", check}, Row{"list", "One line a rule: kind, id, file, summary (tab-separated)", list},
                           Row{"test", "Run every rule's examples and counterexamples", test}}) {
        CLI::App* sub = command->add_subcommand(row.name, row.text);
        sub->add_option("pack", *folder, "A pack laid over the built-in rules");
        sub->callback([folder, run = row.run, &status] { status = run(*folder); });
    }
    command->footer("Examples:\n  demarche rules check my-pack/\n  demarche rules test\n  demarche rules list | grep ^frame");
}

}  // namespace demarche::cli
