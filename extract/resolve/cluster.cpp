// Mentions that name the same thing become one entity.
#include <algorithm>

#include "extract/resolve/resolver.h"
#include "extract/names/slug.h"

namespace demarche::extract {
namespace {

std::string_view prefix_of(EntityType type) {
    static constexpr std::string_view kPrefixes[] = {"person:", "state:", "org:", "law:", "group:", "place:", "event:", "thing:"};
    return kPrefixes[static_cast<std::size_t>(type)];
}

}  // namespace

std::uint32_t Resolver::entity(std::string id, EntityType type, std::string_view name) {
    if (const auto found = by_id_.find(id); found != by_id_.end()) return found->second;
    const auto number = static_cast<std::uint32_t>(entities_.size());
    Entity e;
    e.id = id;
    e.type = type;
    e.name = std::string(name);
    entities_.push_back(std::move(e));
    by_id_.emplace(std::move(id), number);
    return number;
}

std::uint32_t Resolver::state_entity(std::string_view code) {
    if (code.empty()) return kNone;
    const WorldEntry* e = world_.state(code);
    const std::uint32_t number = entity(e ? std::string(e->id) : "state:" + std::string(code), EntityType::state, e ? e->name : code);
    entities_[number].state = std::string(code);
    entities_[number].named = true;
    return number;
}

// A capital names the place where one is, goes to or comes from; the government where it acts or is addressed.
bool Resolver::capital_is_place(MentionId id) const {
    const Mention& m = mentions_[id];
    const std::uint32_t b = index(m.tokens.begin), e = index(m.tokens.end);
    const auto word = [&](std::uint32_t t) { return t < text_.tokens.size() ? text_.word(text_.tokens[t].lower) : std::string_view(); };
    if (b > 0) {
        const std::string_view before = word(b - 1);
        for (const std::string_view p : {"in", "at", "near", "to", "around", "outside", "across", "into", "through", "via", "visited", "central", "downtown", "reached", "left", "of", "inside"})
            if (before == p) return true;
        if (before == "from" && b > 1 && text_.tokens[b - 2].verb_lemma == kNone) return true;
    }
    if (e < text_.tokens.size() && text_.tokens[e].tag == Tag::comma && e + 1 < text_.tokens.size()) {  // "Strelsau, Ruritania"
        const std::uint32_t k = first_mention(static_cast<TokenId>(e + 1));
        if (k < mentions_.items.size() && index(mentions_.items[k].tokens.begin) == e + 1 && mentions_.items[k].type == EntityType::state) return true;
    }
    return !text_.tokens[b].sentence_start && b > 0 && text_.tokens[b - 1].tag == Tag::determiner;
}

std::uint32_t Resolver::acronym_of(const Mention& m) const {
    if (m.tokens.size() != 1) return kNone;
    const auto found = acronyms_.find(document_.view(tok(m.tokens.begin).range));
    return found == acronyms_.end() ? kNone : found->second;
}

// "the international court" for the International Criminal Court: a description whose words are all of a name, of the nearest before it.
std::uint32_t Resolver::shortened_name(const Mention& m) const {
    constexpr std::uint32_t kFar = 40;  // mentions
    if (m.tokens.size() < 2 || !after_determiner(m)) return kNone;
    const std::uint32_t here = first_mention(m.tokens.begin);
    for (std::uint32_t i = here; i-- > 0 && here - i < kFar;) {
        const Mention& name = mentions_.items[i];
        if (name.cls != MentionClass::name || name.type != EntityType::organisation || of_mention_[i] == kNone || name.tokens.size() <= m.tokens.size()) continue;
        TokenId at = name.tokens.begin, t = m.tokens.begin;
        for (; at < name.tokens.end && t < m.tokens.end; at = next(at))
            if (tok(at).lower == tok(t).lower) t = next(t);
        if (t == m.tokens.end) return of_mention_[i];
    }
    return kNone;
}

std::uint32_t Resolver::organisation(const Mention& m) {
    if (const std::uint32_t known = acronym_of(m); known != kNone) return known;
    const std::string name = words_of(m.tokens);
    std::string id = "org:" + slug(name);
    const bool of_state = (words_.classes(tok(static_cast<TokenId>(index(m.tokens.end) - 1)).lower) & kOrganOfState) != 0 ||
                          (words_.classes(tok(m.tokens.begin).lower) & kOrganOfState) != 0;
    const bool office = name.size() > 8 && (name.ends_with("'s Office") || name.ends_with("’s Office"));
    const std::string state = m.state.empty() && (of_state || office) ? home_ : m.state;  // "the Foreign Ministry", "the Prosecutor's Office" of the article's own state
    if ((of_state || office) && !state.empty()) {
        std::string place = slug(world_.state(state) ? world_.state(state)->name : std::string_view(state));
        if (id.find(place) == std::string::npos) id += "-" + place;
    }
    if (m.tokens.size() >= 3 && by_id_.find(id) == by_id_.end()) {  // the beginning of a longer name: "Friends of the 19th" for "… Century society"
        const auto longer = by_id_.lower_bound(id + "-");
        if (longer != by_id_.end() && longer->first.starts_with(id + "-")) return longer->second;
    }
    const std::uint32_t number = entity(std::move(id), EntityType::organisation, name);
    if (entities_[number].state.empty()) entities_[number].state = state;
    return number;
}

// "Congress" in an article about Syldavia that never names the state whose congress is known best.
bool Resolver::of_home(const Mention& m, const WorldEntry& known) const {
    if (m.tokens.size() != 1 || home_.empty() || known.state.empty() || known.state == home_ || known.type != EntityType::organisation) return false;
    if ((words_.classes(tok(m.tokens.begin).lower) & kOrganOfState) == 0) return false;
    return std::none_of(mentions_.items.begin(), mentions_.items.end(), [&](const Mention& other) { return other.type == EntityType::state && other.state == known.state; });
}

std::uint32_t Resolver::named_entity(const Mention& m) {
    if (m.entry != kNone) {
        const WorldEntry& w = world_.entries()[m.entry];
        if (w.type == EntityType::state) return state_entity(w.state);
        if (of_home(m, w)) return organisation(m);
        const std::uint32_t number = entity(std::string(w.id), w.type, w.name);
        if (entities_[number].state.empty()) entities_[number].state = std::string(w.state);
        return number;
    }
    if (m.type == EntityType::state) return state_entity(m.state);
    if (m.type == EntityType::organisation) return organisation(m);
    const std::string name = words_of(m.tokens);
    return entity(std::string(prefix_of(m.type)) + slug(name), m.type, name);
}

bool Resolver::after_determiner(const Mention& m) const {
    return index(m.tokens.begin) > 0 && tok(static_cast<TokenId>(index(m.tokens.begin) - 1)).tag == Tag::determiner;
}

// "its government", "their citizens": the state of whom the possessive pronoun means; empty: no such pronoun, or of no state.
std::string Resolver::possessing_state(const Mention& m) const {
    if (index(m.tokens.begin) == 0) return {};
    const TokenId before = static_cast<TokenId>(index(m.tokens.begin) - 1);
    if (tok(before).tag != Tag::possessive_pronoun) return {};
    const std::uint32_t c = refer_.classes(tok(before).lower);
    if ((c & (kHe | kShe | kIt | kThey)) == 0) return {};
    const std::uint32_t owner = antecedent(before, c, false);
    return owner == kNone ? std::string() : entities_[owner].state;
}

// Groups: by nationality and head noun.
std::uint32_t Resolver::group(MentionId number) {
    Mention m = mentions_[number];
    const TokenId last = static_cast<TokenId>(index(m.tokens.end) - 1);
    const std::uint32_t head = tok(last).lower;
    if (m.state.empty() && ((refer_.classes(head) & kCitizen) != 0 || (words_.classes(head) & kOfficialNoun) != 0)) m.state = possessing_state(m);
    // "our Ruritanian partners": the other state
    if (!m.state.empty() && (refer_.classes(head) & kPartner) != 0 && index(m.tokens.begin) > 0 && tok(static_cast<TokenId>(index(m.tokens.begin) - 1)).tag == Tag::possessive_pronoun)
        return state_entity(m.state);
    const bool people = m.entry != kNone;                                                  // "Tajiks"
    if (!m.state.empty() && (people || ((refer_.classes(head) & kCitizen) != 0 && m.tokens.size() <= 2))) {
        const WorldEntry* w = world_.state(m.state);
        const std::string name = "citizens of " + std::string(w ? w->name : std::string_view(m.state));
        return entity("group:" + slug(name), EntityType::group, name);
    }
    // "the members of the Union" act as the Union
    if (!is_none(m.organ) && m.tokens.size() == 1 && text_.word(head) == "members" && mentions_[m.organ].cls == MentionClass::name) return named_entity(mentions_[m.organ]);
    if (text_.word(head) == "members" && m.tokens.size() == 1) {  // "members of this union"
        const TokenRange full = in_full(number);
        const TokenId of = m.tokens.end;
        const bool again = next(of) < full.end && (text_.lower(next(of)) == "this" || text_.lower(next(of)) == "the") && full.size() == 4;
        const auto known = again ? heads_.find(tok(static_cast<TokenId>(index(full.end) - 1)).lower) : heads_.end();
        if (known != heads_.end() && entities_[known->second].type == EntityType::organisation) return known->second;
    }
    const std::string lower = lower_of(m.tokens);
    const std::string_view usual = refer_.usual_group(lower);
    std::string name = usual == lower ? words_of(m.tokens) : std::string(usual);
    std::string id = "group:" + slug(usual);
    if (!m.state.empty() && m.tokens.size() == 1) {
        const WorldEntry* w = world_.state(m.state);
        name += " of " + std::string(w ? w->name : std::string_view(m.state));
        id = "group:" + slug(name);
    }
    if (in_full_apart(number)) {  // "members of the cabinet", "Berg's allies"
        name = words_of(in_full(number));
        id = "group:" + slug(name);
    }
    return entity(std::move(id), EntityType::group, name);
}

bool Resolver::names_law(TokenRange r) const {
    for (std::uint32_t i = first_mention(r.begin); i < mentions_.items.size() && mentions_.items[i].tokens.begin < r.end; ++i)
        if (mentions_.items[i].type == EntityType::law && mentions_.items[i].tokens.end == r.end) return true;
    return false;
}

// "a law allowing the sale of land": the description with what tells it from other laws.
TokenRange Resolver::with_content(const Mention& m) const {
    constexpr std::uint32_t kLongest = 14;
    const std::uint32_t e = index(m.tokens.end);
    const std::uint32_t limit = index(sentence_tokens(text_.sentence_of(m.tokens.begin)).end);
    if (e + 1 >= limit) return m.tokens;
    const Tag first = text_.tokens[e].tag;
    const std::string_view word = text_.word(text_.tokens[e].lower);
    const bool clause = first == Tag::verb_gerund || word == "that" || word == "which";
    if (word == "to" || word == "of") {  // "amendments to the residency law"
        const TokenRange law = behind(static_cast<TokenId>(e));
        if (!law.empty() && law.size() < kLongest && names_law(law)) return {m.tokens.begin, law.end};
        return m.tokens;
    }
    const bool phrase = word == "regarding" || word == "concerning" || word == "on" || word == "for" || word == "against";
    if (!phrase && !clause) return m.tokens;
    std::uint32_t t = e + 1;
    for (; t < limit && t - e < kLongest; ++t) {
        const Tag tag = text_.tokens[t].tag;
        if (tag == Tag::comma || tag == Tag::stop || tag == Tag::colon || tag == Tag::dash || tag == Tag::close_quote || tag == Tag::open_bracket) break;
        if (phrase && !clause && (tag == Tag::preposition || tag == Tag::conjunction || tag == Tag::verb_past || tag == Tag::modal || tag == Tag::be || tag == Tag::have || tag == Tag::verb_3sg)) break;
    }
    if (t - e >= kLongest) return m.tokens;
    return {m.tokens.begin, static_cast<TokenId>(t)};
}

// The state that is spoken of: the one named most often in this sentence before the token and the last few, of equals the last. Places and adjectives do not
// count, nor does what is not of the section. Bounded like antecedent().
std::string Resolver::state_spoken_of(TokenId before) const {
    constexpr std::uint32_t kBack = 4;
    const std::uint32_t here = index(text_.sentence_of(before));
    std::map<std::string_view, std::uint32_t> counts;
    std::string_view best;
    std::uint32_t most = 0;
    for (std::uint32_t i = first_mention(sentence_tokens(static_cast<SentenceId>(here > kBack ? here - kBack : 0)).begin); i < mentions_.items.size(); ++i) {
        const Mention& m = mentions_.items[i];
        if (m.tokens.begin >= before) break;
        if (m.state.empty() || m.type != EntityType::state || m.cls != MentionClass::name) continue;
        const std::uint32_t n = ++counts[m.state];
        if (n >= most) best = m.state;
        most = std::max(most, n);
    }
    return std::string(best);
}

// "the Berg administration": an organ called by a name before its head noun; `state`: of the person of that name, if the article has one.
bool Resolver::led_by(const Mention& organ, std::string& state) const {
    bool named = false;
    for (TokenId t = organ.tokens.begin; next(t) < organ.tokens.end; t = next(t)) {
        named = named || tok(t).tag == Tag::proper;
        const auto people = last_names_.find(tok(t).lower);
        if (people != last_names_.end() && state.empty()) state = entities_[people->second.front()].state;
    }
    return named;
}

std::uint32_t Resolver::described(MentionId id) {
    const Mention& m = mentions_[id];
    const TokenId last = static_cast<TokenId>(index(m.tokens.end) - 1);
    const std::uint32_t head = tok(last).lower;
    if (m.cls == MentionClass::group) return group(id);
    if (m.cls == MentionClass::organ) {
        const bool of_state = (words_.classes(head) & kOrganOfState) != 0;
        std::string state = m.state;
        if (state.empty() && (of_state || (refer_.classes(head) & kMeansState) != 0)) state = possessing_state(m);
        if (state.empty() && m.tokens.size() == 1 && after_determiner(m) && (refer_.classes(head) & kMeansState) != 0) {  // "the authorities"
            state = state_spoken_of(m.tokens.begin);
            if (state.empty()) state = home_;
        }
        if ((refer_.classes(head) & kMeansState) != 0 && !state.empty()) return state_entity(state);
        if (m.tokens.size() == 1 && state.empty())
            if (const auto known = heads_.find(head); known != heads_.end()) return known->second;
        const bool definite = index(m.tokens.begin) > 0 && text_.tokens[index(m.tokens.begin) - 1].tag == Tag::determiner;
        if (m.tokens.size() == 1 && state.empty() && !of_state && definite && (refer_.classes(head) & kOrganisationAgain) != 0)
            if (const std::uint32_t named = organisation_before(m.tokens.begin); named != kNone) return named;
        if (state.empty())
            if (const std::uint32_t named = shortened_name(m); named != kNone) return named;
        const bool owned = m.tokens.size() > 2 && text_.word(head) == "office";  // "the prosecutor's office"
        const bool led = state.empty() && of_state && led_by(m, state);
        if (state.empty() && !led && (of_state || owned)) state = home_;
        const WorldEntry* w = world_.state(state);
        std::string name = words_of(m.tokens);
        if (m.plural && m.state.empty()) {  // "the relevant ministries", "security forces": some of a state's
            const std::uint32_t some = entity("group:" + slug(w ? name + " of " + std::string(w->name) : name), EntityType::group, name);
            if (of_state) entities_[some].state = state;
            return some;
        }
        std::string key = "org:" + slug(name);
        if (w && m.tokens.size() <= 2) key = "org:" + slug(text_.word(head)) + "-of-" + slug(w->name);
        if (w && owned) key += "-" + slug(w->name);
        const std::uint32_t number = entity(std::move(key), EntityType::organisation, name);
        entities_[number].plural = m.plural;
        if (entities_[number].state.empty() && (of_state || owned)) entities_[number].state = state;
        return number;
    }
    TokenRange whole = with_content(m);
    // "a decades-old friendship treaty": its age and fame do not tell it from others
    while (whole.begin < last && next(whole.begin) < last &&
           ((tok(whole.begin).tag == Tag::adjective && text_.lower(whole.begin).ends_with("-old")) || (refer_.classes(tok(whole.begin).lower) & kPassing) != 0))
        whole.begin = next(whole.begin);
    // "the new amendments" are those told of before
    if (whole.begin < last && next(whole.begin) == last && (text_.lower(whole.begin) == "new" || text_.lower(whole.begin) == "latest") && after_determiner(m) && heads_.count(head) != 0) whole.begin = last;
    const std::string name = words_of(whole);
    if (whole.size() == 1)
        if (const auto known = heads_.find(head); known != heads_.end() && entities_[known->second].type == EntityType::law) return known->second;
    if (whole.end == m.tokens.end)
        if (const std::uint32_t known = law_again(m); known != kNone) return known;
    // "the Constitution", with a capital: of the article's own state
    if (whole.size() == 1 && tok(whole.begin).shape == Shape::initial && !tok(whole.begin).sentence_start && !home_.empty() && world_.state(home_)) {
        const std::uint32_t number = entity("law:" + slug(name) + "-of-" + slug(world_.state(home_)->name), EntityType::law, name);
        entities_[number].state = home_;
        return number;
    }
    return entity("law:" + slug(name), EntityType::law, name);
}

// Whether a description makes a node of its own where it takes part in nothing.
bool Resolver::tells_apart(const Mention& m, const Entity& e) const {
    const std::uint32_t c = refer_.classes(tok(static_cast<TokenId>(index(m.tokens.end) - 1)).lower);
    if (e.type == EntityType::group && m.cls != MentionClass::organ) {
        if (m.entry != kNone) return true;
        const bool of_region = m.tokens.size() > 1 && tok(m.tokens.begin).shape == Shape::initial && !tok(m.tokens.begin).sentence_start;  // "African countries"
        if ((c & kRelational) != 0 || ((c & kStateless) != 0 && !of_region && e.state.empty() && m.state.empty())) return false;
        return m.tokens.size() > 1 || !e.state.empty() || !m.state.empty();
    }
    if (m.cls == MentionClass::organ && m.tokens.size() > 1 && tok(m.tokens.begin).shape == Shape::initial && !tok(m.tokens.begin).sentence_start) return true;  // "the Karr regime"
    if (m.cls == MentionClass::document && m.tokens.size() == 1 && tok(m.tokens.begin).shape == Shape::initial && !tok(m.tokens.begin).sentence_start) return !e.state.empty();  // "our Constitution"
    if (m.cls == MentionClass::organ) return !m.state.empty() ? m.tokens.size() > 1 || (c & kLastingOrgan) != 0 : !e.state.empty() && (c & kLastingOrgan) != 0;
    return m.tokens.size() > 1;
}

// "the amnesty bill" for "a migration amnesty law": the same modifiers, or the last of them, before a noun that any law in the making may be called by.
std::uint32_t Resolver::law_again(const Mention& m) {
    if (m.tokens.size() < 2) return kNone;
    if ((refer_.classes(tok(static_cast<TokenId>(index(m.tokens.end) - 1)).lower) & kLawDraft) == 0) return kNone;
    const std::string lower = lower_of({m.tokens.begin, static_cast<TokenId>(index(m.tokens.end) - 1)});
    const auto plain = [this](TokenId t) { return (refer_.classes(tok(t).lower) & kLawDraft) != 0; };
    if (m.tokens.size() == 2 && plain(m.tokens.begin) && after_determiner(m) && !laws_.empty()) return laws_.back().entity;  // "the draft law"
    const auto ends = [](std::string_view longer, std::string_view shorter) {
        return longer.ends_with(shorter) && (longer.size() == shorter.size() || longer[longer.size() - shorter.size() - 1] == ' ');
    };
    for (DraftLaw& known : laws_) {
        if (ends(known.modifiers, lower)) return known.entity;
        if (!ends(lower, known.modifiers)) continue;
        known.modifiers = lower;  // the fuller description
        entities_[known.entity].name = words_of(m.tokens);
        return known.entity;
    }
    const std::string name = words_of(m.tokens);
    laws_.push_back({lower, entity("law:" + slug(name), EntityType::law, name)});
    return laws_.back().entity;
}

void Resolver::cluster() {
    people();
    for (std::uint32_t i = 0; i < mentions_.items.size(); ++i) {
        const Mention& m = mentions_.items[i];
        if (m.cls == MentionClass::date || m.cls == MentionClass::office || of_mention_[i] != kNone) continue;
        // part of a longer name: only a state or its adjective is more than a word there
        if (!is_none(m.parent) && mentions_[m.parent].cls == MentionClass::name && m.type != EntityType::state) continue;
        std::uint32_t number = kNone;
        if (m.cls == MentionClass::demonym) {
            number = state_entity(m.state);
            kind_[i] = MentionKind::adj;
        } else if (m.cls == MentionClass::capital) {
            const bool place = m.state.empty() || (capital_is_place(static_cast<MentionId>(i)) && m.entry != kNone && world_.entries()[m.entry].type == EntityType::place);
            number = place ? named_entity(m) : state_entity(m.state);
            kind_[i] = place ? MentionKind::name : MentionKind::metonym;
        } else if (m.cls == MentionClass::name) {
            number = named_entity(m);
        } else {
            number = described(static_cast<MentionId>(i));
            kind_[i] = entities_[number].type == EntityType::state ? MentionKind::metonym : MentionKind::nominal;
        }
        if (number == kNone) continue;
        of_mention_[i] = number;
        Entity& e = entities_[number];
        e.named = e.named || m.cls == MentionClass::name || m.cls == MentionClass::demonym || m.cls == MentionClass::capital;
        if (e.state.empty() && e.type != EntityType::event) e.state = m.state;
        e.specific = e.specific || tells_apart(m, e);
        const bool name_of_state = e.type != EntityType::state || m.cls != MentionClass::organ;  // "the authorities" act for it, but are no name of it
        if (name_of_state && (m.cls != MentionClass::document || m.tokens.size() > 1)) alias(number, words_of(m.tokens));
        if (m.entry == kNone && (e.type == EntityType::group || e.type == EntityType::organisation) && m.cls != MentionClass::demonym) alias(number, words_of(in_full(static_cast<MentionId>(i))));
        const TokenId last = static_cast<TokenId>(index(m.tokens.end) - 1);
        if (e.type == EntityType::organisation || e.type == EntityType::law) {
            for (TokenId t = m.tokens.begin; t <= last; t = next(t)) {
                const std::uint32_t w = tok(t).lower;
                const bool heads = t == last || tok(next(t)).tag == Tag::preposition;  // "Ministry of Trade", not "Government's Centre"
                if (heads && (refer_.classes(w) & (kOrganisationAgain | kLawAgain)) != 0) heads_[w] = number;
            }
        }
        // "Eurasian Economic Union (EAEU)"
        const std::uint32_t after = index(m.tokens.end);
        if (m.cls == MentionClass::name && after + 2 < text_.tokens.size() && text_.tokens[after].tag == Tag::open_bracket &&
            text_.tokens[after + 2].tag == Tag::close_bracket &&
            (text_.tokens[after + 1].shape == Shape::upper || (e.type == EntityType::organisation && text_.tokens[after + 1].shape == Shape::initial)))
            acronyms_.emplace(std::string(document_.view(text_.tokens[after + 1].range)), number);
    }
}

}  // namespace demarche::extract
