#include "extract/names/mention.h"

#include <algorithm>

namespace demarche::extract {
namespace {

std::string_view class_name(MentionClass cls) {
    static constexpr std::string_view kNames[] = {"name", "demonym", "capital", "office", "group", "organ", "document", "date"};
    return kNames[static_cast<std::size_t>(cls)];
}

std::string one_line(const Document& document, const Text& text, const Mention& m) {
    std::string out = m.cls == MentionClass::name ? std::string(to_string(m.type)) : std::string(class_name(m.cls));
    out = "[" + out + ":" + std::string(text_of(document, text, m.tokens));
    if (!m.state.empty()) out += "|" + m.state;
    if (!m.to_state.empty()) out += ">" + m.to_state;
    if (!m.office.empty()) out += " @" + m.office;
    if (!m.value.empty()) out += " =" + m.value;
    return out + "]";
}

}  // namespace

std::string_view to_string(EntityType type) {
    static constexpr std::string_view kNames[] = {"Person", "State", "Organisation", "Law", "Group", "Place", "Event", ""};
    return kNames[static_cast<std::size_t>(type)];
}

std::string to_line(const Document& document, const Text& text, const Mentions& mentions, SentenceId sentence) {
    const TokenRange range = text.sentences[index(sentence)].tokens;
    auto at = std::lower_bound(mentions.items.begin(), mentions.items.end(), range.begin,
                               [](const Mention& m, TokenId t) { return m.tokens.begin < t; });
    std::string out;
    for (; at != mentions.items.end() && at->tokens.begin < range.end; ++at) {
        if (!out.empty()) out += ' ';
        out += one_line(document, text, *at);
        if (!is_none(at->holder)) out.insert(out.size() - 1, " <-" + std::string(text_of(document, text, mentions[at->holder].tokens)));
    }
    return out;
}

}  // namespace demarche::extract
