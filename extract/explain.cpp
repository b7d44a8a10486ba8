#include "extract/explain.h"

#include <algorithm>

#include "extract/events/explain_events.h"
#include "extract/stages.h"

namespace demarche::extract {
namespace {

void indent(std::string& out, std::string_view title, std::string_view lines) {
    out += title;
    out += '\n';
    while (!lines.empty()) {
        const std::size_t end = std::min(lines.find('\n'), lines.size());
        out += "  ";
        out += lines.substr(0, end);
        out += '\n';
        lines.remove_prefix(std::min(end + 1, lines.size()));
    }
}

std::string edges_of(const Extraction& extraction, std::string_view sentence) {
    std::string out;
    for (const ExtractedEdge& edge : extraction.edges) {
        if (edge.sentence.find(sentence.substr(0, std::min<std::size_t>(sentence.size(), 40))) == std::string::npos) continue;
        out += extraction.nodes[edge.source].name + " -" + edge.relation + "-> " + extraction.nodes[edge.target].name;
        if (edge.polarity == Polarity::negated) out += " [negated]";
        if (edge.modality != Modality::actual) out += " [" + std::string(to_string(edge.modality)) + "]";
        if (!edge.attributed_to.empty()) out += " according to " + edge.attributed_to;
        out += "  (" + edge.rule + ")\n";
    }
    return out;
}

}  // namespace

std::string explain_article(const Rules::Data& rules, const Article& article, std::size_t sentence) {
    const Document document = read_document(rules, article);
    const Text text = analyse_text(rules, document);
    const Mentions mentions = find_names(rules, document, text);
    const Phrases phrases = find_phrases(rules, document, text, mentions);
    const Clauses clauses = find_clauses(rules, document, text, mentions, phrases);
    const Events events = match_events(rules, document, text, mentions, phrases, clauses);
    const Extraction extraction = resolve(rules, document, text, mentions, phrases, clauses, events);
    std::string out;
    for (std::size_t i = 0; i < text.sentences.size(); ++i) {
        if (sentence != 0 && sentence != i + 1) continue;
        const auto id = static_cast<SentenceId>(i);
        const std::string_view words = text_of(document, text, text.sentences[i].tokens);
        out += "sentence " + std::to_string(i + 1) + ": ";
        out += words;
        out += '\n';
        indent(out, " tokens", to_line(document, text, id));
        indent(out, " names", to_line(document, text, mentions, id));
        indent(out, " phrases", to_line(document, text, phrases, id));
        indent(out, " clauses", to_lines(document, text, phrases, clauses, id));
        indent(out, " frames", explain_events(rules, document, text, mentions, phrases, clauses, id));
        indent(out, " events", to_lines(rules, document, text, mentions, clauses, events, id));
        indent(out, " edges", edges_of(extraction, words));
        out += '\n';
    }
    return out;
}

}  // namespace demarche::extract
