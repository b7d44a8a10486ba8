#include "unit/graph/samples.h"

#include <algorithm>
#include <random>

#include "graph/graph_sections.h"

namespace demarche::test {
namespace {

template <class T>
const T& pick(std::mt19937& random, const std::vector<T>& from) { return from[random() % from.size()]; }

const std::vector<std::string> kHostile = {
    "", "plain", " leading and trailing ", "a,b;c\td", "line\nbreak\r\nand \r return", "\"quoted\" 'single' <b>&amp;</b> ]]>", "=1+1", "+x", "-x", "@x", "'=x",
    "Zo\xC3\xAB \xF0\x9F\x98\x80 \xD0\x9F\xD1\x83", "INF Treaty", "true", "1", "1.0", "null", "[1,2]", "{\"a\":1}", "\\N", "\\", "\xEF\xBB\xBF" "bom", "2024-10-14",
    std::string("nul\0byte", 8), "bell\x07", "\x1B[31m", "\xC2\x85next line", "\xE2\x80\xA8" "separator", "\xEF\xBF\xBE", "\xEF\xBF\xBF", "id", "label", "weight", "type"};

Value random_value(std::mt19937& random, int depth = 0) {
    switch (random() % (depth > 2 ? 7U : 10U)) {
        case 0: return Value(static_cast<std::int64_t>(random()) - 5);
        case 1: return Value(static_cast<std::int64_t>((std::uint64_t{random()} << 32U) | random()));
        case 2: return Value(static_cast<double>(random() % 1000) / 8.0 - 3);
        case 3: return Value(random() % 2 == 0);
        case 4: return Value(Date{static_cast<std::int64_t>(random() % 40000) - 5000});
        case 7: {
            List list;
            for (std::size_t n = random() % 4; n > 0; --n) list.push_back(random_value(random, depth + 1));
            return Value(std::move(list));
        }
        case 8: {
            Map map;
            for (std::size_t n = random() % 3; n > 0; --n) map.emplace_back(pick(random, kHostile), random_value(random, depth + 1));
            return Value(make_map(std::move(map)));
        }
        default: return Value(pick(random, kHostile));
    }
}

Map random_properties(std::mt19937& random) {
    static const std::vector<std::string> kKeys = {"name", "id", "label", "weight", "type", "source", "aliases", "Name", "a b", "k,1", "\xC3\xA9t\xC3\xA9", "", "<x>", "x:int"};
    Map map;
    for (std::size_t n = random() % 6; n > 0; --n) map.emplace_back(pick(random, kKeys), random_value(random));
    return make_map(std::move(map));
}

}  // namespace

std::vector<Extraction> random_extractions(unsigned seed, std::size_t count) {
    static const std::vector<std::string> kTopics = {"", "open the border to trade", "the trade across the border", "release the prisoners", "a treaty on fishing"};
    static const std::vector<std::string> kDates = {"", "2024", "2024-10", "2024-10-14", "2024-10-15", "2024-09/2024-10", "no date"};
    static const std::vector<std::string> kRelations = {"demanded", "accused", "consulted", "represents", "unheard_of"};
    std::mt19937 random(seed);
    std::vector<Extraction> all;
    for (std::size_t i = 0; i < count; ++i) {
        Extraction x;
        x.id = "article-" + std::string(1, static_cast<char>('a' + i / 26)) + static_cast<char>('a' + i % 26);
        x.date = random() % 3 ? "2024-10-1" + std::to_string(random() % 10) : "";
        x.nodes = {{"person:anna-berg", random() % 4 ? "Person" : "Group", random() % 2 ? "Anna Berg" : "A. Berg", {"Berg"}, random() % 2 ? "RUR" : "", {{"title", pick(random, kTopics)}}},
                   {"state:BOR", "State", "Bordavia", {}, "BOR", {}},
                   {"state:RUR", "State", "Ruritania", {}, "RUR", {}},
                   {"treaty:t", "Treaty", pick(random, kHostile), {pick(random, kHostile)}, "", {}}};
        for (std::uint32_t n = random() % 8; n > 0; --n) {
            ExtractedEdge e;
            e.source = random() % 4;
            e.target = random() % 4;
            e.relation = pick(random, kRelations);
            e.topic = pick(random, kTopics);
            e.date = pick(random, kDates);
            e.polarity = random() % 5 ? Polarity::asserted : Polarity::negated;
            e.modality = random() % 5 ? Modality::actual : Modality::planned;
            e.attributed_to = random() % 4 ? "" : "media reports";
            e.confidence = static_cast<double>(random() % 10) / 10;
            e.rule = "rule-" + std::to_string(random() % 3);
            e.evidence = {n * 10, n * 10 + 8};
            e.trigger = {n * 10 + 1, n * 10 + 3};
            e.sentence = "Sentence " + std::to_string(n) + pick(random, kHostile);
            x.edges.push_back(e);
        }
        x.mentions = {{{0, 4}, 0, MentionKind::name}, {{6, 9}, 1, MentionKind::metonym}};
        x.skipped = {{{40, 50}, "furniture"}};
        all.push_back(std::move(x));
    }
    return all;
}

Article article_of(const Extraction& x) {
    Article a;
    a.id = x.id;
    a.bytes = "Text of " + x.id + ".\n";
    return a;
}

PropertyGraph random_graph(unsigned seed) {
    static const std::vector<std::string> kNames = {"Person", "State", "a b", "\xC3\xA9", "x|y", "<&>", "\"q\"", "KNOWS", "demanded", "it's;1", "a:b"};
    std::mt19937 random(seed);
    GraphBuilder b;
    const std::uint32_t nodes = random() % 12;
    for (std::uint32_t i = 0; i < nodes; ++i) {
        std::vector<std::string_view> labels;
        for (std::size_t n = random() % 3; n > 0; --n) labels.push_back(pick(random, kNames));
        b.add_node(labels, random_properties(random));
    }
    for (std::uint32_t n = nodes ? random() % 30 : 0; n > 0; --n) {
        b.add_edge(NodeId{static_cast<std::uint32_t>(random() % nodes)}, pick(random, kNames), NodeId{static_cast<std::uint32_t>(random() % nodes)}, random_properties(random));
    }
    return std::move(*b.freeze());
}

std::string dump(const PropertyGraph& graph) {
    std::string all;
    graph::write_sections(graph, [&](const graph::Section& section) { ((all += section.name + '\n') += section.bytes) += '\n'; });
    return all;
}

}  // namespace demarche::test
