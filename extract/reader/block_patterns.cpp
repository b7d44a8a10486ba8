#include "extract/reader/block_patterns.h"

#include <algorithm>
#include <utility>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "extract/reader/required_words.h"

namespace demarche::extract {
namespace {

constexpr unsigned kKeyBits = 12;

// Of the first three bytes.
std::uint32_t key(const char* at) {
    const auto byte = [&](std::size_t i) { return std::uint32_t{static_cast<unsigned char>(at[i])}; };
    return ((byte(0) | byte(1) << 8U | byte(2) << 16U) * 0x9E3779B1U) >> (32U - kKeyBits);
}

// By code points; what is no UTF-8 becomes U+FFFD.
void lower(std::string_view text, std::string& out) {
    out.resize(text.size());
    std::size_t ascii = 0;
    for (; ascii < text.size() && static_cast<signed char>(text[ascii]) >= 0; ++ascii)
        out[ascii] = text[ascii] >= 'A' && text[ascii] <= 'Z' ? static_cast<char>(text[ascii] | 0x20) : text[ascii];
    out.resize(ascii);
    const auto size = static_cast<std::int32_t>(text.size());
    for (auto i = static_cast<std::int32_t>(ascii); i < size;) {
        const char c = text[static_cast<std::size_t>(i)];
        if (static_cast<signed char>(c) >= 0) {
            out += c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
            ++i;
            continue;
        }
        UChar32 point = 0;
        U8_NEXT_OR_FFFD(text.data(), i, size, point);
        char buffer[4];
        std::int32_t length = 0;
        U8_APPEND_UNSAFE(buffer, length, u_tolower(point));
        out.append(buffer, static_cast<std::size_t>(length));
    }
}

}  // namespace

AtomFinder::AtomFinder(std::vector<std::string> atoms) : atoms_(std::move(atoms)), first_(std::size_t{1} << kKeyBits) {
    for (std::size_t i = 0; i < atoms_.size(); ++i)
        if (atoms_[i].size() >= kShortest) order_.push_back(static_cast<std::uint16_t>(i));
    const auto key_of = [this](std::uint16_t atom) { return key(atoms_[atom].data()); };
    std::stable_sort(order_.begin(), order_.end(), [&](std::uint16_t a, std::uint16_t b) { return key_of(a) < key_of(b); });
    for (std::size_t i = order_.size(); i-- > 0;) first_[key_of(order_[i])] = static_cast<std::uint16_t>(i + 1);
}

void AtomFinder::find(std::string_view text, std::vector<std::uint16_t>& found) const {
    if (order_.empty()) return;
    std::vector<bool> seen(atoms_.size());
    for (std::size_t at = 0; at + kShortest <= text.size(); ++at) {
        const std::uint32_t k = key(text.data() + at);
        if (first_[k] == 0) continue;
        for (std::size_t i = first_[k] - std::size_t{1}; i < order_.size() && key(atoms_[order_[i]].data()) == k; ++i) {
            const std::uint16_t atom = order_[i];
            if (seen[atom] || !text.substr(at).starts_with(atoms_[atom])) continue;
            seen[atom] = true;
            found.push_back(atom);
        }
    }
}

const re2::RE2& LazyPattern::compiled() const {
    std::call_once(once_, [this] {
        re2::RE2::Options options;
        options.set_log_errors(false);
        options.set_case_sensitive(false);
        made_ = std::make_unique<re2::RE2>(expression_, options);
    });
    return *made_;
}

bool LazyPattern::matches(std::string_view text) const { return re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), compiled()); }

const LazyPattern& BlockPatterns::add(std::string expression) { return *patterns_.emplace_back(std::make_unique<LazyPattern>(std::move(expression))); }

void BlockPatterns::finish() {
    std::vector<std::string> atoms;
    for (std::size_t i = 0; i < patterns_.size(); ++i) {
        std::vector<std::string> words = required_words(patterns_[i]->expression(), AtomFinder::kShortest);
        if (words.empty()) always_.push_back(static_cast<std::uint16_t>(i));
        for (std::string& word : words) {
            atoms.push_back(std::move(word));
            pattern_of_.push_back(static_cast<std::uint16_t>(i));
        }
    }
    atoms_ = AtomFinder(std::move(atoms));
}

void BlockPatterns::candidates(std::string_view text, std::vector<std::uint16_t>& out) const {
    std::string lowered;
    lower(text, lowered);
    out.clear();
    atoms_.find(lowered, out);
    for (std::uint16_t& atom : out) atom = pattern_of_[atom];
    out.insert(out.end(), always_.begin(), always_.end());
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
}

}  // namespace demarche::extract
