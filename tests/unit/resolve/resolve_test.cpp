#include <memory>
#include <string>

#include <doctest/doctest.h>

#include "demarche/extractor.h"
#include "extract/names/slug.h"
#include "extract/rules/rules.h"
#include "extract/stages.h"
#include "support/cases.h"

using namespace demarche;
using namespace demarche::extract;

namespace {

const RuleSet& rules() {
    static const std::shared_ptr<const Rules> loaded = [] {
        Result<std::shared_ptr<const Rules>> r = Rules::load();
        REQUIRE_MESSAGE(r, (r ? std::string() : r.error().to_string()));
        return *r;
    }();
    return loaded->data();
}

// Nodes and structural edges, one a line: what resolve makes of names and titles without any event.
std::string resolved(const std::string& text) {
    Article article;
    article.id = "case";
    article.bytes = text;
    article.format = ArticleFormat::text;
    const Document document = read_document(rules(), article);
    const Text tokens = analyse_text(rules(), document);
    const Mentions mentions = find_names(rules(), document, tokens);
    const Phrases phrases = find_phrases(rules(), document, tokens, mentions);
    const Clauses clauses = find_clauses(rules(), document, tokens, mentions, phrases);
    const Extraction x = resolve(rules(), document, tokens, mentions, phrases, clauses, Events());
    std::string out;
    for (const ExtractedNode& n : x.nodes) {
        out += n.id + " " + n.type + " (" + n.name + ")";
        if (!n.state.empty()) out += " " + n.state;
        for (const std::string& alias : n.aliases) out += " = " + alias;
        out += "\n";
    }
    for (const ExtractedEdge& e : x.edges) out += x.nodes[e.source].id + " -" + e.relation + "-> " + x.nodes[e.target].id + " (" + e.topic + ")\n";
    return out;
}

// The edges of the whole cascade, one a line.
std::string edges_of(const std::string& text) {
    Article article;
    article.id = "case";
    article.bytes = text;
    article.format = ArticleFormat::text;
    const Document document = read_document(rules(), article);
    const Text tokens = analyse_text(rules(), document);
    const Mentions mentions = find_names(rules(), document, tokens);
    const Phrases phrases = find_phrases(rules(), document, tokens, mentions);
    const Clauses clauses = find_clauses(rules(), document, tokens, mentions, phrases);
    const Events events = match_events(rules(), document, tokens, mentions, phrases, clauses);
    const Extraction x = resolve(rules(), document, tokens, mentions, phrases, clauses, events);
    std::string out;
    for (const ExtractedEdge& e : x.edges) out += x.nodes[e.source].name + " -" + e.relation + "-> " + x.nodes[e.target].name + "\n";
    return out;
}

}  // namespace

TEST_CASE("resolve: a pronoun that is the object is nobody of the subject") {
    const std::string edges = edges_of("Norwegian Prime Minister Anna Berg called on Swedish President Eva Lind, asking her to open the border.");
    CHECK(edges.find("Anna Berg -requested-> Eva Lind\n") != std::string::npos);
}

TEST_CASE("resolve: the only person named speaks as the unnamed holder of an office") {
    const std::string edges = edges_of("\"We will build roads in Finland,\" Anna Berg said. \"We must help Finland,\" the Prime Minister said.");
    CHECK(edges.find("Anna Berg -represents-> Finland\n") != std::string::npos);
    const std::string two = edges_of("\"We will build roads in Finland,\" Anna Berg told Karl Lind. \"We must help Finland,\" the Prime Minister said.");
    CHECK(two.find("Anna Berg -represents-> Finland\n") == std::string::npos);
}

TEST_CASE("resolve: entities and titles") { demarche::test::check_cases("resolve", resolved); }

TEST_CASE("resolve: every mention and edge refers to a node, in the text's order") {
    Article article;
    article.id = "refs";
    article.bytes = "Kenyan President Amina Odhiambo met Karl Lindqvist. The Kenyan government thanked him.";
    article.format = ArticleFormat::text;
    const Document document = read_document(rules(), article);
    const Text tokens = analyse_text(rules(), document);
    const Mentions mentions = find_names(rules(), document, tokens);
    const Phrases phrases = find_phrases(rules(), document, tokens, mentions);
    const Clauses clauses = find_clauses(rules(), document, tokens, mentions, phrases);
    const Extraction x = resolve(rules(), document, tokens, mentions, phrases, clauses, Events());
    for (std::size_t i = 1; i < x.nodes.size(); ++i) CHECK(x.nodes[i - 1].id < x.nodes[i].id);
    for (const ExtractedMention& m : x.mentions) {
        CHECK(m.node < x.nodes.size());
        CHECK(m.range.end <= article.bytes.size());
    }
    for (std::size_t i = 1; i < x.mentions.size(); ++i) CHECK(x.mentions[i - 1].range.begin <= x.mentions[i].range.begin);
}
