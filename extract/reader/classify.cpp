#include "extract/reader/classify.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "extract/reader/languages.h"
#include "extract/reader/reader_state.h"

namespace demarche::extract {
namespace {

// "example.com", "www.example.co.uk" alone on a line.
bool is_domain(std::string_view line) {
    static const RE2 pattern(R"((?i)(https?://)?(www\.)?[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,12}/?)");
    return line.size() < 60 && line.find(' ') == std::string_view::npos && RE2::FullMatch(re2::StringPiece(line.data(), line.size()), pattern);
}

std::string domain_of(std::string_view line) {
    for (const std::string_view prefix : {"https://", "http://", "www."})
        if (line.starts_with(prefix)) line.remove_prefix(prefix.size());
    return std::string(line.substr(0, line.find('/')));
}

// Begins with a word of three letters and more in capitals, as datelines do ("STRELSAU"); "UPDATED:" and the like are site furniture.
bool begins_in_capitals(std::string_view line) {
    std::size_t letters = 0, end = 0;
    for (; end < line.size() && line[end] != ' ' && line[end] != ',' && line[end] != ':'; ++end) {
        if (line[end] >= 'a' && line[end] <= 'z') return false;
        letters += (line[end] >= 'A' && line[end] <= 'Z') || static_cast<signed char>(line[end]) < 0 ? 1U : 0U;
    }
    constexpr std::array<std::string_view, 9> kFurniture = {"UPDATE", "UPDATED", "PUBLISHED", "POSTED", "LAST", "MODIFIED", "DATE", "CREATED", "ISSUE"};
    return letters >= 3 && std::find(kFurniture.begin(), kFurniture.end(), line.substr(0, end)) == kFurniture.end();
}

// "STRELSAU, March 3, 2024 (Agency) — The envoy …": the date of a dateline with its year, before the mark that ends it; empty: none.
std::string date_of_dateline(std::string_view block) {
    constexpr std::size_t kLongest = 100;
    // "Strelsau, 5 May 2031. The envoy …": of a place in capitals and small letters only with its date right behind it.
    static const RE2 place_and_date(R"(^((?:[^\x00-@\[-\x7f][^\s,.]+ ?){1,4}, (?:\d{1,2} [A-Z][a-z]+,? \d{4}|[A-Z][a-z]+ \d{1,2}, \d{4}))\s?(?:[.:—–]|-))");
    std::string head;
    if (RE2::PartialMatch(re2::StringPiece(block.data(), block.size()), place_and_date, &head)) return find_date(head);
    if (!begins_in_capitals(block)) return {};
    std::size_t end = std::string_view::npos;
    for (const std::string_view mark : {"—", "–", " - ", "--", ": "}) end = std::min(end, block.find(mark));
    return end <= kLongest ? find_date(block.substr(0, end)) : std::string();
}

class Classifier {
public:
    Classifier(const ReaderRules::State& rules, Document& document) : rules_(rules), document_(document) {}

    void run() {
        bool rest = false;
        std::string_view rest_why;
        for (std::size_t i = 0; i < document_.blocks.size(); ++i) {
            Block& block = document_.blocks[i];
            const std::string_view text = document_.view(block.range);
            block.section = section_;
            if (!block.read) continue;
            if (rest) {
                skip(block, rest_why);
                continue;
            }
            if (i < 12 && is_header(text, block)) continue;
            if (i < 12 && document_.date.empty()) document_.date = date_of_dateline(text);
            const BlockPattern* pattern = match_block(rules_, text);
            if (pattern == nullptr) continue;
            apply(*pattern, block);
            if (pattern->action == BlockAction::rest) {
                rest = true;
                rest_why = pattern->why;
            }
        }
        find_title();
    }

private:
    static void skip(Block& block, std::string_view why) {
        block.kind = BlockKind::furniture;
        block.read = false;
        block.why = why;
    }

    // Date and site name above the text. A sentence with a date is news; a dateline on a line of its own is read for its place.
    bool is_header(std::string_view text, Block& block) {
        if (text.size() > 60 || seen_news_) {
            seen_news_ = seen_news_ || text.size() > 160;
            return false;
        }
        const std::string date = text.ends_with('.') || text.ends_with('!') || text.ends_with('?') ? std::string() : find_date(text);
        if (!date.empty()) {
            if (document_.date.empty()) document_.date = date;
            if (begins_in_capitals(text)) return false;
            skip(block, "header");
            return true;
        }
        if (!is_domain(text)) return false;
        if (document_.outlet.empty()) document_.outlet = domain_of(text);
        skip(block, "header");
        return true;
    }

    void apply(const BlockPattern& pattern, Block& block) {
        switch (pattern.action) {
            case BlockAction::section:
                ++section_;
                block.section = section_;
                skip(block, pattern.why);
                break;
            case BlockAction::byline:
                skip(block, "byline");
                block.kind = BlockKind::byline;
                break;
            case BlockAction::caption: block.kind = BlockKind::caption; break;
            case BlockAction::rest:
                ++section_;
                block.section = section_;
                skip(block, pattern.why);
                break;
            default: skip(block, pattern.why); break;
        }
    }

    // The first block that is read, when it stands like a title: short, one line, before longer text.
    void find_title() {
        for (std::size_t i = 0; i < document_.blocks.size(); ++i) {
            Block& block = document_.blocks[i];
            if (!block.read) continue;
            if (block.kind == BlockKind::title) return;
            const std::string_view text = document_.view(block.range);
            const bool one_sentence = text.find(". ") == std::string_view::npos && text.find("? ") == std::string_view::npos;
            const bool more = i + 1 < document_.blocks.size();
            const bool title = more && text.size() <= 160 && one_sentence && block.kind != BlockKind::list_item &&
                               (block.kind == BlockKind::heading || text == document_.title || next_is_longer(i, text.size()));
            if (!title) return;
            block.kind = BlockKind::title;
            if (document_.title.empty()) document_.title = std::string(text);
            return;
        }
    }

    bool next_is_longer(std::size_t i, std::size_t size) const {
        for (std::size_t j = i + 1; j < document_.blocks.size(); ++j)
            if (document_.blocks[j].read) return size <= 110 && document_.blocks[j].range.size() > size * 2;
        return false;
    }

    const ReaderRules::State& rules_;
    Document& document_;
    std::uint32_t section_ = 0;
    bool seen_news_ = false;
};

int month_number(std::string_view name) {
    constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
    std::string lower;
    for (const char c : name.substr(0, 3)) lower += static_cast<char>(c | 0x20);
    const auto found = std::find(kMonths.begin(), kMonths.end(), lower);
    return found == kMonths.end() ? 0 : static_cast<int>(found - kMonths.begin()) + 1;
}

std::string iso(int year, int month, int day) {
    constexpr std::array<int, 12> kDays = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 1500 || year > 2200 || month < 1 || month > 12 || day < 1 || day > kDays[static_cast<std::size_t>(month - 1)]) return {};
    std::string out = std::to_string(year) + (month < 10 ? "-0" : "-") + std::to_string(month) + (day < 10 ? "-0" : "-") + std::to_string(day);
    return out;
}

}  // namespace

std::string find_date(std::string_view line) {
    static const RE2 day_first(R"((?i)(?:^|[^\d])(\d{1,2})(?:st|nd|rd|th)?[ .]+(?:of )?(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)[.,]*[ ]+(\d{4}))");
    static const RE2 month_first(R"((?i)(?:^|[^a-z])(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?[ ]+(\d{1,2})(?:st|nd|rd|th)?,?[ ]+(\d{4}))");
    static const RE2 numbers(R"((?:^|[^\d])((?:19|20)\d\d)[-/._]?(0\d|1[0-2])[-/._]?([0-3]\d)(?:[^\d]|$))");
    static const RE2 dotted(R"((?:^|[^\d])([0-3]?\d)\.([01]?\d)\.((?:19|20)\d\d)(?:[^\d]|$))");
    if (line.find_first_of("0123456789") == std::string_view::npos) return {};
    const re2::StringPiece piece(line.data(), line.size());
    int year = 0, month = 0, day = 0;
    std::string name;
    if (RE2::PartialMatch(piece, day_first, &day, &name, &year)) return iso(year, month_number(name), day);
    if (RE2::PartialMatch(piece, month_first, &name, &day, &year)) return iso(year, month_number(name), day);
    if (RE2::PartialMatch(piece, numbers, &year, &month, &day)) return iso(year, month, day);
    if (RE2::PartialMatch(piece, dotted, &day, &month, &year)) return iso(year, month, day);
    return {};
}

void classify_blocks(const ReaderRules& rules, Document& document) {
    mark_languages(rules, document);
    Classifier(rules.state(), document).run();
}

}  // namespace demarche::extract
