#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "base/suggest.h"
#include "extract/events/frame_check.h"
#include "extract/events/frame_reader.h"

namespace demarche::extract {
namespace {

using WordSets = std::map<std::string, std::vector<std::string>, std::less<>>;

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
                                        {"carriers", FrameSet::kCarrier}, {"acts", FrameSet::kAct}, {"states", FrameSet::kState}, {"persons", FrameSet::kPersonWord}, {"things", FrameSet::kThing}})
            if (const auto words = word_sets_.find(std::string_view(name)); words != word_sets_.end())
                for (const std::string& word : words->second) set_->mark(lexicon_.intern(word), bit);
        each(files, "composition", [this](const Value& entry, const std::string& at) { later_or(entry, at, &FrameCompiler::composition); });
        add_all(&FrameCompiler::add_to_composition);
        each(files, "frames", [this](const Value& entry, const std::string& at) { later_or(entry, at, &FrameCompiler::frame); });
        add_all(&FrameCompiler::add_to_frame);
        for (std::size_t i = 0; i < uncalled_.size(); ++i)
            if (const auto& [file, at] = uncalled_[i]; file) faults_.push_back(file->json.fault(at, "nothing can trigger the frame '" + set_->frames_[i].id + "'", "give it verbs, nouns or adjectives"));
        return std::move(set_);
    }

private:
    using Read = void (FrameCompiler::*)(const Value&, const std::string&);

    // An entry that adds waits until all that it may add to are read.
    void later_or(const Value& entry, const std::string& at, Read read) {
        if (flag_at(entry, "add", false)) additions_.push_back({reader_.file, layer_, &entry, at});
        else (this->*read)(entry, at);
    }
    void add_all(Read add) {
        for (auto one = additions_.rbegin(); one != additions_.rend(); ++one) {  // the last packs' last, which puts them before all others
            reader_.file = one->file;
            layer_ = one->layer;
            (this->*add)(*one->entry, one->at);
        }
        additions_.clear();
    }

    // Later packs first: what they say is tried first.
    template <class Each>
    void each(const PackFiles& files, std::string_view kind, Each read) {
        for (std::size_t end = files.size(); end > 0;) {
            std::size_t begin = end - 1;
            while (begin > 0 && files[begin - 1].pack == files[end - 1].pack) --begin;
            layer_ = static_cast<std::uint16_t>(begin);
            for (std::size_t f = begin; f < end; ++f) {
                if (files[f].kind != kind) continue;
                reader_ = {&files[f], &lexicon_, &faults_, &word_sets_};
                const List& entries = list_at(files[f].json.root, "entries");
                for (std::size_t i = 0; i < entries.size(); ++i)
                    if (!entries[i].is_null()) read(entries[i], "/entries/" + std::to_string(i));
            }
            end = begin;
        }
    }

    void word_set(const Value& entry) {
        std::vector<std::string>& words = word_sets_[text_at(entry, "id")];
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
        if (numbers_.contains(frame.id)) reader_.fault(at + "/id", "a frame '" + frame.id + "' is already defined");
        frame.relation = relation(text_at(entry, "relation"), at + "/relation");
        if (frame.relation == kNone) return;
        const Relation& relation = ontology_.relations()[frame.relation];
        frame.source_types = types_of(ontology_, relation.sources);
        frame.target_types = types_of(ontology_, relation.targets);
        limit(entry, "source_types", relation.name, at, frame.source_types);
        limit(entry, "target_types", relation.name, at, frame.target_types);
        frame.symmetric = flag_at(entry, "symmetric", relation.symmetric);
        frame.light = flag_at(entry, "light", true);
        frame.alone = flag_at(entry, "alone", true);
        frame.direct_target = flag_at(entry, "direct_target", false);
        frame.needs_fact = flag_at(entry, "needs_fact", false);
        frame.also = flag_at(entry, "also", false);
        frame.fallback = flag_at(entry, "fallback", false);
        frame.described = flag_at(entry, "described", false);
        frame.unnamed = text_at(entry, "unnamed");
        frame.unnamed_target = text_at(entry, "unnamed_target");
        frame.at_home = flag_at(entry, "at_home", false);
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
        std::vector<PlacedTrigger> triggers = reader_.triggers(entry, at);
        const auto number = static_cast<std::uint32_t>(set_->frames_.size());
        numbers_.emplace(frame.id, number);
        examples(entry, at, frame.id);
        set_->frames_.push_back(std::move(frame));
        passive_.push_back(flag_at(entry, "passive_only", false));
        uncalled_.push_back({reader_.file, at});
        index(std::move(triggers), number, at);
    }

    // What {"add": true} brings to a frame of an earlier file: its words are tried before those of other frames.
    void add_to_frame(const Value& entry, const std::string& at) {
        const auto known = numbers_.find(text_at(entry, "id"));
        if (known == numbers_.end()) return;  // it has faults of its own
        Frame& frame = set_->frames_[known->second];
        const std::vector<std::uint32_t> means = word_list(entry, "means", at);
        frame.means.insert(frame.means.end(), means.begin(), means.end());
        std::sort(frame.means.begin(), frame.means.end());
        examples(entry, at, frame.id);
        index(reader_.triggers(entry, at), known->second, at);
    }

    // Frames are indexed in the order of trial, so that what is added to an earlier one goes to the front.
    void index(std::vector<PlacedTrigger> triggers, std::uint32_t number, const std::string& at) {
        const auto slot = [](const Trigger& t) { return t.kind == TriggerKind::noun ? 1U : t.kind == TriggerKind::adjective ? 2U : 0U; };
        if (!triggers.empty()) uncalled_[number].first = nullptr;
        for (PlacedTrigger& placed : triggers) {
            placed.trigger.frame = number;
            placed.trigger.layer = layer_;
            placed.trigger.passive_only = passive_[number];
        }
        if (reader_.file->pack != "built-in") {
            check_conditions(reader_, set_->frames_[number], at);
            check_triggers(reader_, *set_, triggers, at);
        }
        for (PlacedTrigger& placed : triggers) {
            set_->mark(placed.trigger.head, unsigned{FrameSet::kTriggers} << slot(placed.trigger));
            std::vector<Trigger>& list = set_->index_[slot(placed.trigger)][placed.trigger.head];
            list.insert(number + 1 == set_->frames_.size() ? list.end() : list.begin(), std::move(placed.trigger));
        }
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

    // What the entry allows of the types that its relation allows.
    void limit(const Value& entry, const char* key, const std::string& relation, const std::string& at, TypeSet& types) {
        const List& names = list_at(entry, key);
        if (names.empty()) return;
        const std::string where = at + "/" + key;
        Condition condition;
        const std::size_t faults = faults_.size();
        for (std::size_t i = 0; i < names.size(); ++i)
            if (names[i].as_string()) restriction(*names[i].as_string(), where + "/" + std::to_string(i), condition);
        if (faults_.size() == faults && (condition.types & types) == 0)
            reader_.fault(where, "nothing of these types may stand at this end of '" + relation + "'", "'sources' and 'targets' of the relation in the ontology say what may");
        types = condition.types;
    }

    void examples(const Value& entry, const std::string& at, const std::string& frame) {
        for (const auto& [key, counter] : {std::pair{"examples", false}, {"counterexamples", true}}) {
            const List& list = list_at(entry, key);
            for (std::size_t i = 0; i < list.size(); ++i) {
                FrameSet::Example example;
                example.frame = frame;
                example.user = reader_.file->pack != "built-in";
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
        governors(entry, at, number);
        if (out.id == "will-not") set_->refusal_ = number;
        if (out.id.starts_with("intended")) set_->intentions_.push_back(number);
        set_->compositions_.push_back(std::move(out));
    }
    void add_to_composition(const Value& entry, const std::string& at) {
        const auto& known = set_->compositions_;
        const auto base = std::find_if(known.begin(), known.end(), [id = text_at(entry, "id")](const Composition& c) { return c.id == id; });
        if (base != known.end()) governors(entry, at, static_cast<std::uint32_t>(base - known.begin()));
    }

    // The words and relations that call a composition. One that has two in one pack is a contradiction; of several packs the last counts.
    void governors(const Value& entry, const std::string& at, std::uint32_t number) {
        for (const auto& [key, index] : {std::pair{"verbs", &set_->verb_compositions_}, {"nouns", &set_->noun_compositions_}, {"adjectives", &set_->adjective_compositions_}}) {
            const List& list = list_at(entry, key);
            for (std::size_t i = 0; i < list.size(); ++i) {
                const std::string where = at + "/" + key + "/" + std::to_string(i);
                if (!list[i].as_string()) continue;
                for (const std::string& word : reader_.words(*list[i].as_string(), where)) claim(*index, lexicon_.intern(word), number, word, where);
            }
        }
        const List& relations = list_at(entry, "relations");
        for (std::size_t i = 0; i < relations.size(); ++i) {
            const std::string where = at + "/relations/" + std::to_string(i);
            const std::uint32_t of = relations[i].as_string() ? relation(*relations[i].as_string(), where) : kNone;
            if (of != kNone) claim(set_->relation_compositions_, of, number, *relations[i].as_string(), where);
        }
    }
    void claim(std::unordered_map<std::uint32_t, std::uint32_t>& index, std::uint32_t what, std::uint32_t number, const std::string& name, const std::string& where) {
        const auto [layer, fresh] = claimed_.try_emplace({&index, what}, layer_);
        if (!fresh && layer->second == layer_)
            reader_.fault(where, "'" + name + "' already belongs to the composition '" + set_->compositions_[index[what]].id + "'", "take it out of one of the two");
        if (!fresh && layer->second >= layer_) return;
        layer->second = layer_;
        index[what] = number;
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
    std::map<std::string, std::uint32_t> numbers_;  // of frames, by id
    std::map<std::pair<const void*, std::uint32_t>, std::uint16_t> claimed_;  // what has a composition → layer of the pack that says so
    std::vector<bool> passive_;                     // by frame
    std::vector<std::pair<const PackFile*, std::string>> uncalled_;  // by frame: where it is, while no word calls it
    std::uint16_t layer_ = 0;                       // of the pack being read
    struct Addition { const PackFile* file; std::uint16_t layer; const Value* entry; std::string at; };
    std::vector<Addition> additions_;
};

std::unique_ptr<FrameSet> FrameSet::compile(const PackFiles& files, const Ontology& ontology, Lexicon& lexicon, std::vector<Diagnostic>& faults) {
    return FrameCompiler(ontology, lexicon, faults).run(files);
}

}  // namespace demarche::extract
