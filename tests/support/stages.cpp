#include "support/stages.h"

#include <memory>
#include <stdexcept>

#include "extract/rules/rules.h"

namespace demarche::test {

using namespace extract;

const Rules& built_in_rules() {
    static const std::shared_ptr<const Rules> rules = [] {
        Result<std::shared_ptr<const Rules>> loaded = Rules::load();
        if (!loaded) throw std::runtime_error(loaded.error().to_string());
        return *loaded;
    }();
    return *rules;
}

Stages run_stages(const std::string& text, const std::string& date) {
    const RuleSet& set = built_in_rules().data();
    Article article;
    article.id = "case";
    article.bytes = text;
    article.date = date;
    article.format = ArticleFormat::text;
    Stages s;
    s.document = read_document(set, article);
    s.text = analyse_text(set, s.document);
    s.mentions = find_names(set, s.document, s.text);
    s.phrases = find_phrases(set, s.document, s.text, s.mentions);
    s.clauses = find_clauses(set, s.document, s.text, s.mentions, s.phrases);
    s.events = match_events(set, s.document, s.text, s.mentions, s.phrases, s.clauses);
    return s;
}

Extraction resolve(const Stages& s, bool with_events) {
    return extract::resolve(built_in_rules().data(), s.document, s.text, s.mentions, s.phrases, s.clauses, with_events ? s.events : Events());
}

}  // namespace demarche::test
