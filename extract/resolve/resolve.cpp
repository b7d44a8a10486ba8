#include <algorithm>

#include "extract/resolve/resolver.h"

namespace demarche::extract {

Resolver::Resolver(const RuleSet& rules, const Document& document, const Text& text, const Mentions& mentions, const Phrases& phrases,
                   const Clauses& clauses, const Events& events)
    : rules_(rules), world_(*rules.world), words_(*rules.names), refer_(*rules.resolve), document_(document), text_(text), mentions_(mentions),
      phrases_(phrases), clauses_(clauses), events_(events), of_mention_(mentions.items.size(), kNone), kind_(mentions.items.size(), MentionKind::name) {}

std::string Resolver::words_of(TokenRange r) const {
    std::string out;
    if (r.empty() || index(r.end) > text_.tokens.size()) return out;
    const std::string_view text = text_of(document_, text_, r);
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find_first_of(" \n\t\r", at), text.size());
        if (end > at && !out.empty()) out += ' ';
        out.append(text.substr(at, end - at));
        at = end + 1;
    }
    return out;
}

std::string Resolver::lower_of(TokenRange r) const {
    std::string out;
    for (TokenId t = r.begin; t < r.end; t = next(t)) {
        if (!out.empty() && tok(t).space_before) out += ' ';
        out += text_.lower(t);
    }
    return out;
}

ByteRange Resolver::source_of(TokenRange r) const {
    return document_.offsets.to_source({tok(r.begin).range.begin, text_.tokens[index(r.end) - 1].range.end});
}

void Resolver::alias(std::uint32_t e, std::string name) {
    std::vector<std::string>& all = entities_[e].aliases;
    if (name.empty() || name == entities_[e].name || std::find(all.begin(), all.end(), name) != all.end() || all.size() >= 32) return;
    all.push_back(std::move(name));
}

std::uint32_t Resolver::first_mention(TokenId t) const {
    const auto at = std::lower_bound(mentions_.items.begin(), mentions_.items.end(), t, [](const Mention& m, TokenId x) { return m.tokens.begin < x; });
    return static_cast<std::uint32_t>(at - mentions_.items.begin());
}

Extraction Resolver::run() {
    find_home();
    find_groups();
    cluster();
    attach_offices();
    introduce_holders();
    event_edges();
    structural_edges();
    return output();
}

Extraction resolve(const RuleSet& rules, const Document& document, const Text& text, const Mentions& mentions, const Phrases& phrases,
                   const Clauses& clauses, const Events& events) {
    return Resolver(rules, document, text, mentions, phrases, clauses, events).run();
}

}  // namespace demarche::extract
