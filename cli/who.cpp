// who: the question most people have, without Cypher. It writes a Cypher query and runs it.
#include <algorithm>
#include <iostream>
#include <memory>

#include "command.h"
#include "demarche/query.h"
#include "output.h"

namespace demarche::cli {
namespace {

struct Options {
    std::string store, about, since, until, format = "table";
    std::vector<std::string> words;
    bool states = false;
};

struct Question {
    std::string source, relation, target;  // source and target: empty is anyone
};

std::string relation_names(const Ontology& ontology) {
    std::string out;
    for (const Relation& relation : ontology.relations()) out += (out.empty() ? "" : ", ") + relation.name;
    return out;
}

Result<Question> question(const Options& options, const Ontology& ontology) {
    const auto known = [&](const std::string& word) { return ontology.find(word) != nullptr; };
    const std::vector<std::string>& w = options.words;
    if (w.size() == 1 && known(w[0])) return Question{"", w[0], ""};
    if (w.size() == 2 && known(w[0])) return Question{"", w[0], w[1]};
    if (w.size() == 2 && known(w[1])) return Question{w[0], w[1], ""};
    if (w.size() == 3 && known(w[1])) return Question{w[0], w[1], w[2]};
    std::string given;
    for (const std::string& word : w) given += (given.empty() ? "'" : " '") + word + "'";
    return Error(ErrorCode::usage, "no relation is named in " + given, "write [SOURCE] RELATION [TARGET] with a relation of: " + relation_names(ontology));
}

// A party is meant by id, name, alias or state code, in any capitalisation; with --states also by the state that it acts for.
std::string is_party(const std::string& variable, const std::string& parameter, bool states) {
    const std::string lower = "toLower($" + parameter + ")";
    std::string out = "(toLower(" + variable + ".name) = " + lower + " OR toLower(" + variable + ".id) = " + lower + " OR any(alias IN coalesce(" + variable +
                      ".aliases, []) WHERE toLower(alias) = " + lower + ")";
    if (states)
        out += " OR toLower(" + variable + ".state) = " + lower + " OR EXISTS { MATCH (s:State) WHERE s.state = " + variable + ".state AND (toLower(s.name) = " + lower +
               " OR any(alias IN coalesce(s.aliases, []) WHERE toLower(alias) = " + lower + ")) }";
    return out + ")";
}

std::string cypher(const Options& options, const Question& q) {
    std::string text = "MATCH (a)-[r:" + q.relation + "]->(b) WHERE true";
    if (options.states) text += " AND a.state IS NOT NULL AND b.state IS NOT NULL AND a.state <> b.state";
    if (!q.source.empty()) text += " AND " + is_party("a", "source", options.states);
    if (!q.target.empty()) text += " AND " + is_party("b", "target", options.states);
    if (!options.about.empty())
        text += " AND (toLower(coalesce(r.topic, '')) CONTAINS toLower($about) OR any(e IN evidence(r) WHERE toLower(e.sentence) CONTAINS toLower($about)))";
    text += " WITH a, r, b, coalesce(r.date, evidence(r)[0].date) AS date WHERE true";
    if (!options.since.empty()) text += " AND date >= $since";
    if (!options.until.empty()) text += " AND left(date, size($until)) <= $until";
    if (options.states)
        text += " OPTIONAL MATCH (s:State) WHERE s.state = a.state OPTIONAL MATCH (t:State) WHERE t.state = b.state"
                " WITH coalesce(s.name, a.state) AS source, r, coalesce(t.name, b.state) AS target, a.name AS through, b.name AS towards, date"
                " RETURN source, type(r) AS relation, target, r.topic AS topic, date, through, towards, r.polarity AS polarity, evidence(r)[0].sentence AS sentence";
    else
        text += " RETURN a.name AS source, type(r) AS relation, b.name AS target, r.topic AS topic, date, r.polarity AS polarity, evidence(r)[0].sentence AS sentence";
    return text + " ORDER BY date, source, relation, target, topic, sentence";
}

int run(const Options& options) {
    Result<OpenGraph> open = open_graph(options.store, [&](const Ontology& ontology) {
        const Result<Question> q = question(options, ontology);
        return q ? std::optional(cypher(options, *q)) : std::nullopt;
    });
    if (!open) return fail(open.error());
    const Result<Question> q = question(options, open->ontology);
    if (!q) return fail(q.error());
    const Engine engine(open->graph, open->ontology);
    const Result<PreparedQuery> query = engine.prepare(cypher(options, *q));
    if (!query) return fail(query.error());
    const Map values = make_map({{"source", Value(q->source)}, {"target", Value(q->target)}, {"about", Value(options.about)},
                                 {"since", Value(options.since)}, {"until", Value(options.until)}});
    Result<ResultTable> table = query->run(values);
    if (!table) return fail(table.error());
    if (options.format != "table") {
        write_table(*table, open->graph, options.format, std::cout, 0);
        return finish_output();
    }
    if (table->rows.empty()) {
        std::cerr << "demarche: nobody, as far as these articles say\n";
        return finish_output();
    }
    write_table(*table, open->graph, "table", std::cout, terminal_width());
    return finish_output();
}

}  // namespace

void add_who(CLI::App& app, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("who", "Ask who did what to whom, without a query language");
    command->add_option("store", options->store, "The store")->required()->type_name("FILE.dmr");
    command->add_option("question", options->words, "[SOURCE] RELATION [TARGET]")->required()->expected(1, 3);
    command->add_option("--about", options->about, "Only acts whose topic or sentence has this text");
    command->add_option("--since", options->since, "Only acts from this date on (2024, 2024-10 or 2024-10-14)")->type_name("DATE");
    command->add_option("--until", options->until, "Only acts up to and including this date")->type_name("DATE");
    command->add_flag("--states", options->states, "Answer for states, through the people and bodies that act for them");
    command->add_option("--format", options->format, "table, json, jsonl, csv, tsv or markdown")->check(CLI::IsMember(table_formats()))->capture_default_str();
    command->footer("Examples:\n  demarche who news.dmr pressured\n  demarche who news.dmr Tajikistan pressured Russia --states\n"
                    "  demarche who news.dmr signed --since 2024 --about migration\n  demarche who news.dmr 'Anna Berg' consulted --format json");
    command->callback([options, &status] { status = run(*options); });
}

}  // namespace demarche::cli
