#include "extract/reader/required_words.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace demarche::extract {
namespace {

constexpr unsigned kMaxDepth = 64;
constexpr std::size_t kMaxWords = 64;

using Words = std::vector<std::string>;  // one of them is needed; empty: unknown

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Longer words are rarer in texts; of words as long, fewer are better.
bool better(const Words& a, const Words& b) {
    if (a.empty() || b.empty()) return b.empty() && !a.empty();
    const auto shortest = [](const Words& words) {
        return std::min_element(words.begin(), words.end(), [](const std::string& x, const std::string& y) { return x.size() < y.size(); })->size();
    };
    const std::size_t x = shortest(a), y = shortest(b);
    return x != y ? x > y : a.size() < b.size();
}

class Reader {
public:
    Reader(std::string_view text, std::size_t shortest) : text_(text), shortest_(shortest) {}

    Words read() {
        Words words = alternatives();
        return understood_ && at_ == text_.size() ? words : Words();
    }

private:
    bool more() const { return understood_ && at_ < text_.size(); }
    void give_up() { understood_ = false; }

    Words alternatives() {
        Words all;
        bool known = true;
        do {
            Words one = sequence();
            known = known && !one.empty();
            all.insert(all.end(), std::make_move_iterator(one.begin()), std::make_move_iterator(one.end()));
        } while (more() && text_[at_] == '|' && ++at_ > 0);
        return known && all.size() <= kMaxWords ? all : Words();
    }

    // The best of the literal runs and of the groups that are not optional.
    Words sequence() {
        Words best;
        std::string run;
        const auto consider = [&](Words words) {
            if (better(words, best)) best = std::move(words);
        };
        const auto end_run = [&] {
            if (run.size() >= shortest_) consider({run});
            run.clear();
        };
        while (more() && text_[at_] != '|' && text_[at_] != ')') {
            char letter = 0;
            Words group;
            const bool nothing = item(letter, group);
            if (nothing) continue;
            const bool optional = repetition() == Repeat::optional;
            if (letter != 0 && !optional) run += letter;
            if (letter == 0 || repeated_) end_run();
            if (letter == 0 && !optional) consider(std::move(group));
        }
        end_run();
        return best;
    }

    // One thing of a sequence: a letter, a group or anything else. True: it takes nothing of the text.
    bool item(char& letter, Words& group) {
        const char c = text_[at_++];
        switch (c) {
            case '^': case '$': return true;
            case '(': return open_group(group);
            case '[': byte_class(); return false;
            case '\\': return escape(letter);
            case '.': return false;
            case '*': case '+': case '?': give_up(); return true;
            default:
                if (static_cast<unsigned char>(c) < 0x80) letter = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
                return false;
        }
    }

    bool open_group(Words& group) {
        if (text_.substr(at_).starts_with("?P<")) at_ = std::min(text_.find('>', at_), text_.size() - 1) + 1;
        else if (text_.substr(at_).starts_with("?")) {
            ++at_;
            while (more() && (text_[at_] == '-' || (text_[at_] >= 'a' && text_[at_] <= 'z') || text_[at_] == 'U')) ++at_;
            if (!more()) give_up();
            else if (const char c = text_[at_++]; c == ')') return true;  // flags for what follows
            else if (c != ':') give_up();
        }
        if (++depth_ > kMaxDepth) give_up();
        group = alternatives();
        --depth_;
        if (!more() || text_[at_] != ')') give_up();
        else ++at_;
        return false;
    }

    void byte_class() {
        if (more() && text_[at_] == '^') ++at_;
        for (bool first = true; more() && (first || text_[at_] != ']'); first = false) {
            if (text_[at_] == '\\') ++at_;
            else if (text_.substr(at_).starts_with("[:")) at_ = std::min(text_.find(":]", at_), text_.size() - 1) + 1;
            ++at_;
        }
        if (!more()) give_up();
        else ++at_;
    }

    bool escape(char& letter) {
        if (!more()) return give_up(), true;
        const char c = text_[at_++];
        if (c == 'b' || c == 'B' || c == 'A' || c == 'z') return true;
        if (c == 'p' || c == 'P') {
            if (more() && text_[at_] == '{') at_ = std::min(text_.find('}', at_), text_.size() - 1);
            ++at_;
            return false;
        }
        const bool word = is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (word && std::string_view("dDsSwW").find(c) == std::string_view::npos) give_up();
        if (!word) letter = c;
        return false;
    }

    enum class Repeat : std::uint8_t { once, optional, needed };

    // Reads what repeats the last item. A letter that may come more often ends its run.
    Repeat repetition() {
        Repeat repeat = Repeat::once;
        for (; more(); ++at_) {
            const char c = text_[at_];
            if (c == '*' || c == '?') repeat = Repeat::optional;
            else if (c == '+') repeat = repeat == Repeat::optional ? repeat : Repeat::needed;
            else if (c == '{') {
                if (at_ + 1 >= text_.size() || !is_digit(text_[at_ + 1]) || text_.find('}', at_) == std::string_view::npos) return give_up(), Repeat::optional;
                const bool zero = text_[at_ + 1] == '0';
                repeat = zero || repeat == Repeat::optional ? Repeat::optional : Repeat::needed;
                at_ = text_.find('}', at_);
            } else break;
        }
        repeated_ = repeat != Repeat::once;
        return repeat;
    }

    std::string_view text_;
    std::size_t shortest_, at_ = 0;
    unsigned depth_ = 0;
    bool understood_ = true, repeated_ = false;
};

}  // namespace

std::vector<std::string> required_words(std::string_view expression, std::size_t shortest) { return Reader(expression, shortest).read(); }

}  // namespace demarche::extract
