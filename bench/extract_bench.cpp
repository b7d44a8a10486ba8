// demarche-extract-bench [GOOGLE BENCHMARK'S OPTIONS]
//
// Time of each stage of extraction in bytes of article a second, over a set of articles: those in the folder that the environment variable
// DEMARCHE_BENCH_ARTICLES names, else examples/articles. Every stage gets what the stages before it made, so that the times of the stages add
// up to that of the whole. One thread.
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "demarche/article.h"
#include "extract/rules/rules.h"
#include "extract/stages.h"

namespace {

using namespace demarche;
using namespace demarche::extract;

struct Prepared {
    Article article;
    Document document;
    Text text;
    Mentions mentions;
    Phrases phrases;
    Clauses clauses;
    Events events;
    Extraction extraction;
};

const Rules& rules() {
    static const std::shared_ptr<const Rules> made = [] {
        Result<std::shared_ptr<const Rules>> loaded = Rules::load();
        if (!loaded) {
            std::cerr << loaded.error().to_string() << '\n';
            std::exit(EXIT_FAILURE);
        }
        return *loaded;
    }();
    return *made;
}

std::vector<Prepared> prepare() {
    const char* folder = std::getenv("DEMARCHE_BENCH_ARTICLES");
    std::vector<Prepared> out;
    read_articles(folder != nullptr ? folder : DEMARCHE_PROJECT_DIR "/examples/articles", InputFormat::detect, {[&](Article article) {
                      Prepared p;
                      p.article = std::move(article);
                      p.document = read_document(rules().data(), p.article);
                      out.push_back(std::move(p));
                      return true;
                  }, [](const Diagnostic& fault) {
                      std::cerr << fault.to_string() << '\n';
                      return true;
                  }});
    for (Prepared& p : out) {  // after the last move: a Text refers to nothing in its Prepared, but the order says so
        const auto& set = rules().data();
        p.text = analyse_text(set, p.document);
        p.mentions = find_names(set, p.document, p.text);
        p.phrases = find_phrases(set, p.document, p.text, p.mentions);
        p.clauses = find_clauses(set, p.document, p.text, p.mentions, p.phrases);
        p.events = match_events(set, p.document, p.text, p.mentions, p.phrases, p.clauses);
        p.extraction = extract::resolve(set, p.document, p.text, p.mentions, p.phrases, p.clauses, p.events);
    }
    return out;
}

// Runs `stage` over all articles.
template <class Stage>
void run(benchmark::State& state, Stage stage) {
    static const std::vector<Prepared> articles = prepare();
    std::int64_t bytes = 0;
    for (const Prepared& p : articles) bytes += static_cast<std::int64_t>(p.article.bytes.size());
    for ([[maybe_unused]] const auto turn : state)
        for (const Prepared& p : articles) benchmark::DoNotOptimize(stage(rules().data(), p));
    state.SetBytesProcessed(state.iterations() * bytes);
}

using Set = RuleSet;

void reader(benchmark::State& s) { run(s, [](const Set& r, const Prepared& p) { return read_document(r, p.article); }); }
void text(benchmark::State& s) { run(s, [](const Set& r, const Prepared& p) { return analyse_text(r, p.document); }); }
void names(benchmark::State& s) { run(s, [](const Set& r, const Prepared& p) { return find_names(r, p.document, p.text); }); }
void phrases(benchmark::State& s) { run(s, [](const Set& r, const Prepared& p) { return find_phrases(r, p.document, p.text, p.mentions); }); }
void clauses(benchmark::State& s) { run(s, [](const Set& r, const Prepared& p) { return find_clauses(r, p.document, p.text, p.mentions, p.phrases); }); }
void events(benchmark::State& s) { run(s, [](const Set& r, const Prepared& p) { return match_events(r, p.document, p.text, p.mentions, p.phrases, p.clauses); }); }
void resolve(benchmark::State& s) {
    run(s, [](const Set& r, const Prepared& p) { return extract::resolve(r, p.document, p.text, p.mentions, p.phrases, p.clauses, p.events); });
}
void json(benchmark::State& s) { run(s, [](const Set&, const Prepared& p) { return to_json(p.extraction, p.article.bytes, OffsetUnit::codepoints); }); }
void all_stages(benchmark::State& s) { run(s, [](const Set&, const Prepared& p) { return extract_article(rules(), p.article); }); }

void load_rules(benchmark::State& state) {
    for ([[maybe_unused]] const auto turn : state) benchmark::DoNotOptimize(Rules::load());
}

BENCHMARK(reader);
BENCHMARK(text);
BENCHMARK(names);
BENCHMARK(phrases);
BENCHMARK(clauses);
BENCHMARK(events);
BENCHMARK(resolve);
BENCHMARK(json);
BENCHMARK(all_stages);
BENCHMARK(load_rules)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
