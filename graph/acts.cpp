#include "graph/acts.h"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <tuple>

#include "graph/dates.h"

namespace demarche::graph {
namespace {

constexpr std::size_t kMostCandidates = 64;  // acts looked at for one report, in its article and again among all
constexpr std::int64_t kWeek = 7;            // undated reports in different articles are of one act only when published this close

struct Item {
    Report report;
    std::optional<DayRange> date;       // when the act happened
    std::optional<DayRange> published;
    std::vector<std::string> words;
};

struct Act {
    std::vector<Report> reports;
    std::optional<DayRange> date, published;      // of its first report, the most exactly dated one
    std::vector<std::vector<std::string>> words;  // each different set of words among its reports
};

auto canonical(const Report& r) {
    const ExtractedEdge& e = *r.edge;
    return std::tie(e.date, e.topic, r.article->date, r.article->id, e.evidence, e.trigger, e.rule, e.sentence, e.attributed_to, e.plover, e.cameo, e.confidence,
                    r.source, r.target);
}

// Exactly dated reports first: they make the acts that vaguer ones may join.
bool before(const Item& a, const Item& b) {
    const auto key = [](const Item& i) {
        constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();
        return std::tuple(i.date ? i.date->length() : kNever, i.date ? i.date->first : kNever, i.published ? i.published->first : kNever,
                          ~i.words.size());
    };
    const auto ka = key(a), kb = key(b);
    return ka != kb ? ka < kb : canonical(a.report) < canonical(b.report);
}

// At least half of the words of the shorter topic are in the other.
bool share(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    std::size_t common = 0;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
        const int order = a[i].compare(b[j]);
        common += order == 0 ? 1 : 0;
        i += order <= 0 ? 1 : 0;
        j += order >= 0 ? 1 : 0;
    }
    return common > 0 && common * 2 >= std::min(a.size(), b.size());
}

enum class Topics { differ, unsaid, share };

Topics compare_topics(const Act& act, const Item& item) {
    Topics best = Topics::differ;
    for (const auto& words : act.words) {
        if (words.empty() || item.words.empty()) best = std::max(best, Topics::unsaid);
        else if (share(words, item.words)) return Topics::share;
    }
    return best;
}

bool same_day(const Act& act, const Item& item) {
    return act.date && item.date && act.date->length() == 1 && item.date->length() == 1 && act.date->first == item.date->first;
}

bool dates_agree(const Act& act, const Item& item) {
    return act.date && item.date && (act.date->contains(*item.date) || item.date->contains(*act.date));
}

// Inside one article a missing date or topic is no contradiction; between articles it is no agreement either.
bool fits_in_article(const Act& act, const Item& item) {
    return (!act.date || !item.date || dates_agree(act, item)) && compare_topics(act, item) != Topics::differ;
}

bool fits_between(const Act& act, const Item& item) {
    const Topics topics = compare_topics(act, item);
    if (topics == Topics::unsaid) {
        const bool bare = !act.date && !item.date && item.words.empty() && act.words.size() == 1 && act.words[0].empty();
        return bare || same_day(act, item);
    }
    if (topics == Topics::differ) return false;
    if (act.date && item.date) return dates_agree(act, item);
    const std::optional<DayRange> mine = item.date ? item.date : item.published, its = act.date ? act.date : act.published;
    return mine && its && its->first <= mine->last + kWeek && mine->first <= its->last + kWeek;
}

class Grouping {
public:
    void add(const Item& item) {
        const std::optional<std::size_t> found = find(item);
        const std::size_t number = found ? *found : acts_.size();
        if (!found) {
            acts_.push_back({{}, item.date, item.published, {}});
            by_day_[key(item)].push_back(number);
        }
        Act& act = acts_[number];
        if (std::find(act.words.begin(), act.words.end(), item.words) == act.words.end() && act.words.size() < kMostCandidates) {
            act.words.push_back(item.words);
        }
        std::vector<std::size_t>& in_article = by_article_[item.report.article->id];
        if (std::find(in_article.begin(), in_article.end(), number) == in_article.end() && in_article.size() < kMostCandidates) {
            in_article.push_back(number);
        }
        act.reports.push_back(item.report);
    }
    std::vector<std::vector<Report>> take() {
        std::vector<std::vector<Report>> acts;
        acts.reserve(acts_.size());
        for (Act& act : acts_) {
            std::sort(act.reports.begin(), act.reports.end(), [](const Report& a, const Report& b) { return canonical(a) < canonical(b); });
            acts.push_back(std::move(act.reports));
        }
        std::sort(acts.begin(), acts.end(), [](const auto& a, const auto& b) { return canonical(a.front()) < canonical(b.front()); });
        return acts;
    }

private:
    static constexpr std::int64_t kUndated = std::numeric_limits<std::int64_t>::min();

    static std::int64_t key(const Item& item) {
        if (item.date) return item.date->first;
        return item.published ? item.published->first : kUndated;
    }

    // The act that the report belongs to, when exactly one fits best.
    std::optional<std::size_t> find(const Item& item) const {
        std::vector<std::size_t> fitting;
        if (const auto in_article = by_article_.find(item.report.article->id); in_article != by_article_.end()) {
            std::copy_if(in_article->second.begin(), in_article->second.end(), std::back_inserter(fitting),
                         [&](std::size_t act) { return fits_in_article(acts_[act], item); });
        }
        if (fitting.empty()) fitting = find_between(item);
        if (fitting.size() == 1) return fitting[0];
        for (const std::size_t act : fitting) {  // several: only one that says the very same
            const auto& words = acts_[act].words;
            const bool dated_alike = acts_[act].date.has_value() == item.date.has_value() && (!item.date || acts_[act].date->first == item.date->first);
            if (dated_alike && std::find(words.begin(), words.end(), item.words) != words.end()) return act;
        }
        return std::nullopt;
    }

    std::vector<std::size_t> find_between(const Item& item) const {
        std::vector<std::size_t> fitting;
        std::size_t seen = 0;
        const auto look = [&](const std::vector<std::size_t>& acts) {
            for (const std::size_t act : acts) {
                if (++seen > kMostCandidates) return;
                if (fits_between(acts_[act], item)) fitting.push_back(act);
            }
        };
        if (key(item) == kUndated) {
            if (const auto undated = by_day_.find(kUndated); undated != by_day_.end()) look(undated->second);
            return fitting;
        }
        const std::int64_t from = item.date ? item.date->first : key(item) - kWeek, to = item.date ? item.date->last : key(item) + kWeek;
        for (auto day = by_day_.lower_bound(from); day != by_day_.end() && day->first <= to && seen <= kMostCandidates; ++day) look(day->second);
        return fitting;
    }

    std::vector<Act> acts_;
    std::map<std::int64_t, std::vector<std::size_t>> by_day_;
    std::map<std::string_view, std::vector<std::size_t>> by_article_;
};

}  // namespace

std::vector<std::string> topic_words(std::string_view topic) {
    std::vector<std::string> words;
    std::string word;
    const auto end_word = [&] {
        if (word.size() >= 4) words.push_back(word.substr(0, 6));
        word.clear();
    };
    for (const char c : topic) {
        const bool upper = c >= 'A' && c <= 'Z', other = static_cast<unsigned char>(c) >= 0x80U || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (upper) word += static_cast<char>(c - 'A' + 'a');
        else if (other) word += c;
        else end_word();
    }
    end_word();
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    return words;
}

std::vector<std::vector<Report>> group_acts(std::vector<Report> reports, bool facts) {
    std::sort(reports.begin(), reports.end(), [](const Report& a, const Report& b) { return canonical(a) < canonical(b); });
    const auto same = [](const Report& a, const Report& b) { return canonical(a) == canonical(b); };
    reports.erase(std::unique(reports.begin(), reports.end(), same), reports.end());
    if (facts) return {std::move(reports)};
    std::vector<Item> items;
    items.reserve(reports.size());
    for (const Report& r : reports) items.push_back({r, day_range(r.edge->date), day_range(r.article->date), topic_words(r.edge->topic)});
    std::sort(items.begin(), items.end(), before);
    Grouping grouping;
    for (const Item& item : items) grouping.add(item);
    return grouping.take();
}

}  // namespace demarche::graph
