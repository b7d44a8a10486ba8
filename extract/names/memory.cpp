// Memory of one document: a name seen in full explains its short forms, before and after.
#include <unordered_map>

#include "extract/names/finder.h"

namespace demarche::extract {

// One word is one kind of thing throughout a document: what most of its places say.
void Finder::vote() {
    struct Votes { std::uint32_t place = 0, person = 0, organisation = 0; };
    std::unordered_map<std::uint32_t, Votes> votes;
    const auto single = [](const Draft& d) { return d.alive && d.weak && d.mention.cls == MentionClass::name && d.mention.tokens.size() == 1; };
    for (const Draft& d : drafts_) {
        if (!single(d)) continue;
        Votes& v = votes[low(index(d.mention.tokens.begin))];
        if (d.mention.type == EntityType::place) ++v.place;
        else if (d.mention.type == EntityType::person) ++v.person;
        else ++v.organisation;
    }
    for (Draft& d : drafts_) {
        if (!single(d)) continue;
        const Votes& v = votes[low(index(d.mention.tokens.begin))];
        if (v.place > 0 && v.place * 3 >= v.person) d.mention.type = EntityType::place;
        else if (v.person > 0 && v.person * 2 >= v.organisation) d.mention.type = EntityType::person;
        else if (v.organisation > 0) d.mention.type = EntityType::organisation;
    }
}

// "Zenda, Tolen and Kenya": names in a row are of one kind; an unknown word takes the kind of the known one beside it.
void Finder::in_a_row(const Sentence& s) {
    const auto kind_of = [this](std::uint32_t t) {
        const Draft* d = draft_at(t);
        if (!d || !d->alive || d->weak || d->mention.cls == MentionClass::demonym) return EntityType::none;
        const EntityType type = d->mention.cls == MentionClass::capital || d->mention.type == EntityType::state ? EntityType::place : d->mention.type;
        return d->mention.cls == MentionClass::name || d->mention.cls == MentionClass::capital ? type : EntityType::none;
    };
    const auto joined = [&](std::uint32_t t, bool& listed) {  // ",", "and", ", and": how many tokens
        listed = low(t) == w_.and_ || text_.word(low(t)) == "or";
        return listed || tok(t).tag == Tag::comma;
    };
    const auto adopt = [&](std::uint32_t t, EntityType known, bool listed) {
        Draft& d = drafts_[cover_[t]];
        const bool place = known == EntityType::place && tok(t).shape == Shape::initial && d.mention.type != EntityType::person;
        const bool other = listed && (known == EntityType::person || known == EntityType::organisation);
        if (!place && !(other && (tok(t).shape == Shape::initial || known == EntityType::organisation))) return;
        d.mention.type = known;
        d.weak = false;
    };
    const auto unsure = [&](std::uint32_t t) {
        const Draft* d = draft_at(t);
        return d && d->weak && d->mention.cls == MentionClass::name && d->mention.tokens.size() == 1;
    };
    bool listed = false;
    for (std::uint32_t t = begin_of(s) + 2; t < end_of(s); ++t)
        if (unsure(t) && joined(t - 1, listed)) {
            const std::uint32_t p = tok(t - 2).tag == Tag::comma && t >= begin_of(s) + 3 ? t - 3 : t - 2;
            if (const EntityType known = kind_of(p); known != EntityType::none) adopt(t, known, listed);
        }
    for (std::uint32_t t = end_of(s); t-- > begin_of(s);)
        if (unsure(t) && t + 2 < end_of(s) && joined(t + 1, listed)) {
            const bool both = tok(t + 1).tag == Tag::comma && low(t + 2) == w_.and_;
            const std::uint32_t n = both ? t + 3 : t + 2;
            if (n < end_of(s))
                if (const EntityType known = kind_of(n); known != EntityType::none) adopt(t, known, listed || both);
        }
}

// The first words of a long name, as far as its last capital or number: "Friends of the 19th".
void Finder::shortened(const Sentence& s) {
    for (std::uint32_t t = begin_of(s); t < end_of(s) && !long_names_.empty(); ++t) {
        const auto known = capital(t) ? long_names_.find(low(t)) : long_names_.end();
        if (known == long_names_.end()) continue;
        const TokenRange whole = drafts_[known->second].mention.tokens;
        const Draft* here = draft_at(t);
        if (here && here->mention.tokens.size() >= 3) continue;
        std::uint32_t e = t, good = t;
        for (TokenId w = whole.begin; w < whole.end && e < end_of(s) && low(e) == low(index(w)); w = next(w), ++e)
            if (capital(e) || tok(e).shape == Shape::alnum) good = e + 1;
        if (good < t + 3) continue;
        const std::string state = drafts_[known->second].mention.state;
        const std::uint32_t id = add(t, good, EntityType::organisation, MentionClass::name, true);
        drafts_[id].mention.state = state;
        t = good - 1;
    }
}

void Finder::remember() {
    // Last (and given) name → a full name of a person; acronym or first word → organisation. Word numbers as keys; ambiguous ones are kept
    // as the first seen, which resolve decides upon.
    std::unordered_map<std::uint32_t, std::uint32_t> people, others;
    std::unordered_map<std::uint32_t, std::uint32_t> full;  // single-word strong names
    for (std::uint32_t i = 0; i < drafts_.size(); ++i) {
        const Draft& d = drafts_[i];
        if (!d.alive || d.mention.cls != MentionClass::name) continue;
        const std::uint32_t b = index(d.mention.tokens.begin), e = index(d.mention.tokens.end);
        if (d.mention.type == EntityType::person && (e - b > 1 || !d.weak)) {
            people.emplace(low(e - 1), i);
            if (e - b > 1 && !common(b)) people.emplace(low(b), i);
            if (e - b == 3 && !common(b + 1) && (part(b + 1) & 7) != 0 && word(b + 1).size() > 2) people.emplace(low(b + 1), i);  // the first of two family names
        } else if (e - b == 1 && !d.weak) {
            full.emplace(low(b), i);
        } else if (d.mention.type == EntityType::organisation || d.mention.type == EntityType::place) {
            if (!d.weak && e - b > 1 && !common(b)) others.emplace(low(b), i);
            if (!d.weak && e - b >= 5 && d.mention.type == EntityType::organisation) long_names_.emplace(low(b), i);
        }
    }
    for (const Sentence& s : text_.sentences)
        if (document_.blocks.empty() || document_.blocks[s.block].read) in_a_row(s);
    vote();
    const auto known = [&](std::uint32_t t) -> const Draft* {
        if (const auto p = people.find(low(t)); p != people.end()) return &drafts_[p->second];
        if (const auto p = full.find(low(t)); p != full.end()) return &drafts_[p->second];
        return nullptr;
    };
    for (std::uint32_t i = 0; i < drafts_.size(); ++i) {
        Draft& d = drafts_[i];
        if (!d.alive || !d.weak || d.mention.tokens.size() != 1) continue;
        const std::uint32_t t = index(d.mention.tokens.begin);
        const Draft* k = known(t);
        if (!k)
            if (const auto p = others.find(low(t)); p != others.end() && d.mention.type == EntityType::organisation) k = &drafts_[p->second];
        if (!k) continue;
        d.mention.type = k->mention.type;
        d.weak = false;
    }
    // Words left over: at the start of sentences and in headlines, where capitals say nothing.
    for (const Sentence& s : text_.sentences) {
        if (!document_.blocks.empty() && !document_.blocks[s.block].read) continue;
        shortened(s);
        for (std::uint32_t t = begin_of(s); t < end_of(s); ++t) {
            if (!free(t) || !capital(t) || closed(t) || (cls(t) & kNotAName) != 0) continue;
            const auto p = people.find(low(t));
            if (p == people.end()) continue;
            const std::uint32_t id = add(t, t + 1, EntityType::person, MentionClass::name);
            drafts_[id].mention.state = drafts_[p->second].mention.state;
        }
    }
}

}  // namespace demarche::extract
