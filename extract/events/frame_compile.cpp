#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "base/suggest.h"
#include "extract/events/frame_reader.h"

namespace demarche::extract {
namespace {

using WordSets = std::map<std::string, std::vector<std::string>, std::less<>>;

const List& list_at(const Value& object, std::string_view key) {
    static const List kEmpty;
    const Value* value = object.find(key);
    const List* list = value ? value->as_list() : nullptr;
    return list ? *list : kEmpty;
}
std::string text_at(const Value& object, std::string_view key) {
    const Value* value = object.find(key);
    const std::string* text = value ? value->as_string() : nullptr;
    return text ? *text : std::string();
}
bool flag_at(const Value& object, std::string_view key, bool otherwise) {
    const Value* value = object.find(key);
    const bool* flag = value ? value->as_bool() : nullptr;
    return flag ? *flag : otherwise;
}

constexpr std::array<std::string_view, 7> kTypeNames = {"Person", "State", "Organisation", "Law", "Group", "Place", "Event"};

// A type of the ontology as one of the seven that extraction tells apart: its root.
TypeSet type_bit(const Ontology& ontology, std::string name) {
    for (int depth = 0; depth < 16; ++depth) {
        const auto at = std::find(kTypeNames.begin(), kTypeNames.end(), name);
        if (at != kTypeNames.end()) return bit(static_cast<EntityType>(at - kTypeNames.begin()));
        const auto& types = ontology.node_types();
        const auto type = std::find_if(types.begin(), types.end(), [&](const NodeType& t) { return t.name == name; });
        if (type == types.end()) return 0;
        name = type->parent;
    }
    return 0;
}
TypeSet types_of(const Ontology& ontology, const std::vector<std::string>& names) {
    if (names.empty()) return 0x7F;
    TypeSet set = 0;
    for (const std::string& name : names) set = static_cast<TypeSet>(set | type_bit(ontology, name));
    return set;
}

}  // namespace

class FrameCompiler {
public:
    FrameCompiler(const Ontology& ontology, Lexicon& lexicon, std::vector<Diagnostic>& faults)
        : ontology_(ontology), lexicon_(lexicon), faults_(faults), set_(std::make_unique<FrameSet>()) {}

    std::unique_ptr<FrameSet> run(const PackFiles& files) {
        each(files, "word_sets", [this](const Value& entry, const std::string&) { word_set(entry); });
        set_->closed_ = closed();
        for (const auto& [name, bit] : {std::pair{"light", FrameSet::kLight}, {"transparent", FrameSet::kTransparent}, {"legislation", FrameSet::kLegislation},
                                        {"carriers", FrameSet::kCarrier}, {"acts", FrameSet::kAct}, {"states", FrameSet::kState}})
            if (const auto words = word_sets_.find(std::string_view(name)); words != word_sets_.end())
                for (const std::string& word : words->second) set_->mark(lexicon_.intern(word), bit);
        each(files, "composition", [this](const Value& entry, const std::string& at) { composition(entry, at); });
        each(files, "frames", [this](const Value& entry, const std::string& at) { frame(entry, at); });
        return std::move(set_);
    }

private:
    template <class Read>
    void each(const PackFiles& files, std::string_view kind, Read read) {
        for (const PackFile& file : files) {
            if (file.kind != kind) continue;
            reader_ = {&file, &lexicon_, &faults_, &word_sets_};
            const List& entries = list_at(file.json.root, "entries");
            for (std::size_t i = 0; i < entries.size(); ++i) read(entries[i], "/entries/" + std::to_string(i));
        }
    }

    void word_set(const Value& entry) {
        std::vector<std::string>& words = word_sets_[text_at(entry, "id")];
        words.clear();
        for (const Value& word : list_at(entry, "words"))
            if (word.as_string()) words.push_back(*word.as_string());
    }

    Closed closed() {
        const auto id = [this](const char* word) { return lexicon_.intern(word); };
        return {id("by"), id("from"), id("of"), id("to"), id("with"), id("between"), id("on"), id("against"), id("in"),
                id("about"), id("for"), id("into"), id("at"), id("over"), id("among"), id("and"), id("be"), id("alongside"), id("during"), id("despite"), id("following"), id("after"), id("near"),
                {id("despite"), id("at"), id("following"), id("after"), id("in"), id("during"), id("upon"), id("on"), id("under"), id("amid"), id("before"), id("ahead"), id("before"), id("before")}};
    }

    std::uint32_t relation(const std::string& name, const std::string& at) {
        const auto& relations = ontology_.relations();
        const auto found = std::find_if(relations.begin(), relations.end(), [&](const Relation& r) { return r.name == name; });
        if (found != relations.end() && !found->abstract) return static_cast<std::uint32_t>(found - relations.begin());
        std::vector<std::string> names;
        for (const Relation& r : relations)
            if (!r.abstract) names.push_back(r.name);
        reader_.fault(at, found == relations.end() ? "unknown relation '" + name + "'" : "'" + name + "' is an umbrella: no edge may carry it",
                      base::did_you_mean(name, names));
        return kNone;
    }

    std::vector<Path> paths(const Value& entry, const char* key, const std::string& at) {
        std::vector<Path> out;
        const List& list = list_at(entry, key);
        for (std::size_t i = 0; i < list.size(); ++i) {
            Path path;
            if (list[i].as_string() && reader_.path(*list[i].as_string(), at + "/" + key + "/" + std::to_string(i), path)) out.push_back(path);
        }
        return out;
    }

    void conditions(const Value& entry, const char* key, bool forbid, const std::string& at, Frame& frame) {
        const Value* value = entry.find(key);
        const Map* map = value ? value->as_map() : nullptr;
        if (!map) return;
        for (const auto& [role, wanted] : *map) {
            Condition condition;
            condition.forbid = forbid;
            std::string where = at;
            where.append("/").append(key).append("/").append(role);
            if (!reader_.path(role, where, condition.path)) continue;
            condition.text = role + (forbid ? " must not be" : " must be");
            const List* list = wanted.as_list();
            for (std::size_t i = 0; list && i < list->size(); ++i)
                if (const std::string* word = (*list)[i].as_string()) restriction(*word, where + "/" + std::to_string(i), condition);
            std::sort(condition.words.begin(), condition.words.end());
            frame.conditions.push_back(std::move(condition));
        }
    }
    void restriction(const std::string& word, const std::string& at, Condition& condition) {
        condition.text += " " + word;
        if (word == "any") {
            condition.any = true;
        } else if (word == "actor") {
            condition.types = static_cast<TypeSet>(condition.types | kActors);
        } else if (word[0] >= 'A' && word[0] <= 'Z') {
            const TypeSet type = type_bit(ontology_, word);
            if (type == 0) {
                std::vector<std::string> names;
                for (const NodeType& t : ontology_.node_types()) names.push_back(t.name);
                reader_.fault(at, "unknown node type '" + word + "'", base::did_you_mean(word, names));
            }
            condition.types = static_cast<TypeSet>(condition.types | type);
        } else {
            const auto ids = reader_.word_ids(word, at);
            condition.words.insert(condition.words.end(), ids.begin(), ids.end());
        }
    }

    void frame(const Value& entry, const std::string& at) {
        Frame frame;
        frame.id = text_at(entry, "id");
        frame.file = reader_.file->json.file;
        if (!ids_.insert(frame.id).second) reader_.fault(at + "/id", "a frame '" + frame.id + "' is already defined");
        frame.relation = relation(text_at(entry, "relation"), at + "/relation");
        if (frame.relation == kNone) return;
        const Relation& relation = ontology_.relations()[frame.relation];
        frame.source_types = types_of(ontology_, relation.sources);
        frame.target_types = types_of(ontology_, relation.targets);
        if (const List& types = list_at(entry, "target_types"); !types.empty()) frame.target_types = limited(types, at + "/target_types");
        if (const List& types = list_at(entry, "source_types"); !types.empty()) frame.source_types = limited(types, at + "/source_types");
        frame.symmetric = flag_at(entry, "symmetric", relation.symmetric);
        frame.light = flag_at(entry, "light", true);
        frame.alone = flag_at(entry, "alone", true);
        frame.direct_target = flag_at(entry, "direct_target", false);
        frame.needs_fact = flag_at(entry, "needs_fact", false);
        frame.also = flag_at(entry, "also", false);
        frame.fallback = flag_at(entry, "fallback", false);
        frame.described = flag_at(entry, "described", false);
        frame.unnamed = text_at(entry, "unnamed");
        frame.means = word_list(entry, "means", at);
        frame.cameo = text_at(entry, "cameo");
        const Value* confidence = entry.find("confidence");
        if (confidence && confidence->as_double()) frame.confidence = static_cast<float>(*confidence->as_double());
        if (text_at(entry, "polarity") == "negated") frame.polarity = Polarity::negated;
        if (const std::string modality = text_at(entry, "modality"); modality == "planned") frame.modality = Modality::planned;
        else if (modality == "hypothetical") frame.modality = Modality::hypothetical;
        for (const auto& [key, into] : {std::pair{"source", &frame.source}, {"target", &frame.target}, {"topic", &frame.topic},
                                        {"noun_source", &frame.noun_source}, {"noun_target", &frame.noun_target}, {"implied", &frame.implied}})
            *into = paths(entry, key, at);
        frame.modals = word_list(entry, "modals", at);
        frame.adverbs = word_list(entry, "adverbs", at);
        frame.tone = word_list(entry, "tone", at);
        frame.needs_negation = flag_at(entry, "needs_negation", false);
        conditions(entry, "where", false, at, frame);
        conditions(entry, "unless", true, at, frame);
        const auto number = static_cast<std::uint32_t>(set_->frames_.size());
        if (!triggers(entry, at, number)) reader_.fault(at, "nothing can trigger the frame '" + frame.id + "'", "give it verbs, nouns or adjectives");
        examples(entry, at, frame.id);
        set_->frames_.push_back(std::move(frame));
    }

    std::vector<std::uint32_t> word_list(const Value& entry, const char* key, const std::string& at) {
        std::vector<std::uint32_t> ids;
        const List& list = list_at(entry, key);
        for (std::size_t i = 0; i < list.size(); ++i)
            if (list[i].as_string())
                for (const std::uint32_t id : reader_.word_ids(*list[i].as_string(), at + "/" + key + "/" + std::to_string(i))) ids.push_back(id);
        std::sort(ids.begin(), ids.end());
        return ids;
    }

    TypeSet limited(const List& names, const std::string& at) {
        Condition condition;
        for (std::size_t i = 0; i < names.size(); ++i)
            if (names[i].as_string()) restriction(*names[i].as_string(), at + "/" + std::to_string(i), condition);
        return condition.types;
    }

    bool triggers(const Value& entry, const std::string& at, std::uint32_t number) {
        std::vector<std::pair<Trigger, std::string>> found;
        const bool passive = flag_at(entry, "passive_only", false);
        const List& verbs = list_at(entry, "verbs");
        for (std::size_t i = 0; i < verbs.size(); ++i) {
            const std::string where = at + "/verbs/" + std::to_string(i);
            if (!verbs[i].as_string()) continue;
            for (Trigger& t : reader_.verb_triggers(*verbs[i].as_string(), where)) found.emplace_back(std::move(t), where);
        }
        for (const auto& [key, kind] : {std::pair{"nouns", TriggerKind::noun}, {"adjectives", TriggerKind::adjective}}) {
            const List& list = list_at(entry, key);
            for (std::size_t i = 0; i < list.size(); ++i) {
                const std::string where = at + "/" + key + "/" + std::to_string(i);
                if (!list[i].as_string()) continue;
                for (const std::string& word : reader_.words(*list[i].as_string(), where)) {
                    Trigger t;
                    t.kind = kind;
                    t.head = lexicon_.intern(word);
                    found.emplace_back(std::move(t), where);
                }
            }
        }
        for (auto& [trigger, where] : found) {
            trigger.frame = number;
            trigger.passive_only = passive;
            const std::size_t slot = trigger.kind == TriggerKind::noun ? 1 : trigger.kind == TriggerKind::adjective ? 2 : 0;
            set_->mark(trigger.head, unsigned{FrameSet::kTriggers} << slot);
            set_->index_[slot][trigger.head].push_back(std::move(trigger));
        }
        return !found.empty();
    }

    void examples(const Value& entry, const std::string& at, const std::string& frame) {
        for (const auto& [key, counter] : {std::pair{"examples", false}, {"counterexamples", true}}) {
            const List& list = list_at(entry, key);
            for (std::size_t i = 0; i < list.size(); ++i) {
                FrameSet::Example example;
                example.frame = frame;
                example.file = reader_.file->json.file;
                example.pointer = at + "/" + key + "/" + std::to_string(i);
                example.text = counter && list[i].as_string() ? *list[i].as_string() : text_at(list[i], "text");
                for (const Value& edge : list_at(list[i], "edges"))
                    if (edge.as_string()) example.edges.push_back(*edge.as_string());
                if (!counter && example.edges.empty()) reader_.fault(example.pointer, "an example names the edges that it gives");
                example.line = reader_.file->json.fault(example.pointer, "").position.line;
                set_->examples_.push_back(std::move(example));
            }
        }
    }

    void composition(const Value& entry, const std::string& at) {
        Composition out;
        out.id = text_at(entry, "id");
        out.cameo = text_at(entry, "cameo");
        out.nominals = flag_at(entry, "nominals", false);
        out.claims = flag_at(entry, "claims", false);
        out.declares = flag_at(entry, "declares", false);
        const List& effects = list_at(entry, "effects");
        for (std::size_t i = 0; i < effects.size(); ++i) effect(effects[i], at + "/effects/" + std::to_string(i), out);
        const auto number = static_cast<std::uint32_t>(set_->compositions_.size());
        for (const auto& [key, index] : {std::pair{"verbs", &set_->verb_compositions_}, {"nouns", &set_->noun_compositions_}, {"adjectives", &set_->adjective_compositions_}}) {
            const List& list = list_at(entry, key);
            for (std::size_t i = 0; i < list.size(); ++i)
                if (list[i].as_string())
                    for (const std::string& word : reader_.words(*list[i].as_string(), at + "/" + key + "/" + std::to_string(i)))
                        if (!index->emplace(lexicon_.intern(word), number).second)
                            reader_.fault(at + "/" + key + "/" + std::to_string(i), "'" + word + "' already belongs to another composition");
        }
        const List& relations = list_at(entry, "relations");
        for (std::size_t i = 0; i < relations.size(); ++i) {
            const std::string where = at + "/relations/" + std::to_string(i);
            const std::uint32_t of = relations[i].as_string() ? relation(*relations[i].as_string(), where) : kNone;
            if (of != kNone && !set_->relation_compositions_.emplace(of, number).second) reader_.fault(where, "the relation already has a composition");
        }
        if (out.id == "will-not") set_->refusal_ = number;
        if (out.id.starts_with("intended")) set_->intentions_.push_back(number);
        set_->compositions_.push_back(std::move(out));
    }
    void effect(const Value& value, const std::string& at, Composition& out) {
        Composition::Rule rule;
        const std::string of = text_at(value, "of");
        static const std::set<std::string, std::less<>> kFamilies = {"conflictual", "cooperative", "governance", "structural", "speech"};
        if (kFamilies.count(of)) rule.family = of;
        else if (!of.empty() && of != "any") rule.from = relation(of, at + "/of");
        const std::string gives = text_at(value, "gives");
        static const std::map<std::string, Effect, std::less<>> kEffects = {{"keep", Effect::keep}, {"negated", Effect::negate}, {"planned", Effect::plan},
                                                                            {"hypothetical", Effect::suppose}, {"nothing", Effect::suppress}};
        if (const auto known = kEffects.find(gives); known != kEffects.end()) {
            rule.effect = known->second;
        } else {
            rule.effect = Effect::rewrite;
            rule.relation = relation(gives, at + "/gives");
            if (rule.relation == kNone) return;
        }
        out.rules.push_back(rule);
    }

    const Ontology& ontology_;
    Lexicon& lexicon_;
    std::vector<Diagnostic>& faults_;
    std::unique_ptr<FrameSet> set_;
    FrameReader reader_;
    WordSets word_sets_;
    std::set<std::string> ids_;
};

std::unique_ptr<FrameSet> FrameSet::compile(const PackFiles& files, const Ontology& ontology, Lexicon& lexicon, std::vector<Diagnostic>& faults) {
    return FrameCompiler(ontology, lexicon, faults).run(files);
}

const std::vector<Trigger>& FrameSet::triggers(std::uint32_t head, TriggerKind kind) const {
    static const std::vector<Trigger> kNothing;
    const unsigned slot = kind == TriggerKind::noun ? 1 : kind == TriggerKind::adjective ? 2 : 0;
    return is(head, unsigned{kTriggers} << slot) ? index_[slot].find(head)->second : kNothing;
}
const Composition* FrameSet::composition(std::uint32_t lemma) const {
    const auto found = verb_compositions_.find(lemma);
    return found == verb_compositions_.end() ? nullptr : &compositions_[found->second];
}
const Composition* FrameSet::noun_composition(std::uint32_t lemma) const {
    const auto found = noun_compositions_.find(lemma);
    return found == noun_compositions_.end() ? nullptr : &compositions_[found->second];
}
const Composition* FrameSet::adjective_composition(std::uint32_t word) const {
    const auto found = adjective_compositions_.find(word);
    return found == adjective_compositions_.end() ? nullptr : &compositions_[found->second];
}
const Composition* FrameSet::relation_composition(std::uint32_t relation) const {
    const auto found = relation_compositions_.find(relation);
    return found == relation_compositions_.end() ? nullptr : &compositions_[found->second];
}
const Composition* FrameSet::intention(std::uint32_t relation, std::string_view family) const {
    for (const std::uint32_t number : intentions_)
        for (const Composition::Rule& rule : compositions_[number].rules)
            if (rule.family == family || (rule.from != kNone && rule.from == relation)) return &compositions_[number];
    return nullptr;
}

void FrameSet::mark(std::uint32_t word, unsigned bits) {
    if (word >= word_bits_.size()) word_bits_.resize(word + std::size_t{1});
    word_bits_[word] = static_cast<std::uint16_t>(word_bits_[word] | bits);
}

}  // namespace demarche::extract
