#include "extract/rules/check_entries.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace demarche::extract {
namespace {

std::string_view text_of(const Value& entry, std::string_view key) {
    const Value* value = entry.find(key);
    const std::string* text = value ? value->as_string() : nullptr;
    return text ? std::string_view(*text) : std::string_view();
}

// ISO dates, perhaps reduced: "1999" ends after "1999-05" begins.
bool ends_early(std::string_view from, std::string_view until) {
    const std::size_t common = std::min(from.size(), until.size());
    return common > 0 && from.substr(0, common) > until.substr(0, common);
}

class EntryCheck {
public:
    EntryCheck(const PackFile& file, std::map<std::string, std::string>& names, std::vector<Diagnostic>& faults) : file_(file), names_(names), faults_(faults) {}

    void run(const Value& entry, const std::string& at) {
        const Map* members = entry.as_map();
        if (!members) return;
        for (const auto& [key, value] : *members) {
            std::string where = at;
            where.append("/").append(key);
            if (const List* list = value.as_list()) check_list(*list, where);
        }
        check_span(at + "/until", text_of(entry, "from"), text_of(entry, "until"));
        if (file_.kind == "holders") check_terms(entry, at + "/terms");
        const Value* id = entry.find("id");
        if (id && id->as_string() && !entry.find("remove") && !entry.find("add")) check_name(entry, *id->as_string(), at + "/name");
    }

private:
    void fault(const std::string& pointer, std::string message, std::string hint) { faults_.push_back(file_.json.fault(pointer, std::move(message), std::move(hint))); }

    void check_list(const List& list, const std::string& at) {
        std::set<std::string_view> seen;
        for (std::size_t i = 0; i < list.size(); ++i)
            if (const std::string* text = list[i].as_string(); text && !seen.insert(*text).second)
                fault(at + "/" + std::to_string(i), "'" + *text + "' is in this list twice", "take one of the two out");
    }
    void check_span(const std::string& pointer, std::string_view from, std::string_view until) {
        if (ends_early(from, until)) fault(pointer, "it ends ('" + std::string(until) + "') before it begins ('" + std::string(from) + "')", "exchange the two dates");
    }
    // "2001-02-03/2005-02-02 Anna Berg"
    void check_terms(const Value& entry, const std::string& at) {
        const Value* terms = entry.find("terms");
        const List* list = terms ? terms->as_list() : nullptr;
        for (std::size_t i = 0; list && i < list->size(); ++i) {
            const std::string* term = (*list)[i].as_string();
            const std::size_t slash = term ? term->find('/') : std::string::npos;
            if (slash == std::string::npos) continue;
            const std::string_view rest = std::string_view(*term).substr(slash + 1);
            check_span(at + "/" + std::to_string(i), std::string_view(*term).substr(0, slash), rest.substr(0, rest.find(' ')));
        }
    }
    void check_name(const Value& entry, const std::string& id, const std::string& pointer) {
        const std::string_view name = text_of(entry, "name");
        if (name.empty() || !text_of(entry, "from").empty() || !text_of(entry, "until").empty()) return;
        std::string key = file_.pack + '\n' + file_.kind + '\n' + std::string(text_of(entry, "state")) + '\n' + std::string(name);
        const auto [other, fresh] = names_.try_emplace(std::move(key), id);
        if (fresh || other->second == id) return;
        fault(pointer, "'" + std::string(name) + "' is the name of '" + other->second + "' as well", "make them one entry, name them apart, or say when each holds by \"from\" and \"until\"");
    }

    const PackFile& file_;
    std::map<std::string, std::string>& names_;  // pack, kind, state and name → id
    std::vector<Diagnostic>& faults_;
};

}  // namespace

void check_entries(const PackFiles& files, std::vector<Diagnostic>& faults) {
    std::map<std::string, std::string> names;
    for (const PackFile& file : files) {
        if (file.pack == "built-in") continue;
        const Value* entries = file.json.root.find("entries");
        const List* list = entries ? entries->as_list() : nullptr;
        EntryCheck check(file, names, faults);
        for (std::size_t i = 0; list && i < list->size(); ++i) check.run((*list)[i], "/entries/" + std::to_string(i));
    }
}

}  // namespace demarche::extract
