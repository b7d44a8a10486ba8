#include "extract/phrases/tag_automaton.h"

#include <algorithm>
#include <bitset>
#include <charconv>
#include <map>
#include <utility>

namespace demarche::extract {
namespace {

using Bytes = std::bitset<256>;
constexpr std::uint32_t kNowhere = ~0U;
constexpr std::size_t kMaxNodes = 20000, kMaxStates = 4000;
constexpr unsigned kMaxDepth = 64, kMaxRepeats = 100;

// A node either takes one of `bytes` and goes to `next`, or goes on without taking anything.
struct Node {
    Bytes bytes;
    std::uint32_t next = kNowhere;
    std::vector<std::uint32_t> free;
};
struct Part {
    std::uint32_t begin = 0, end = 0;  // end: a node without ways on
};

// Expression → nodes, by recursive descent. A repetition that copies its operand reads it again.
class ExpressionReader {
public:
    explicit ExpressionReader(std::string_view text) : text_(text) {}

    Part read() {
        const Part whole = alternatives();
        if (fault_.empty() && at_ < text_.size()) fail("')' without '('");
        return whole;
    }
    const std::string& fault() const { return fault_; }
    const std::vector<Node>& nodes() const { return nodes_; }

private:
    void fail(std::string why) {
        if (fault_.empty()) fault_ = std::move(why) + " at byte " + std::to_string(at_ + 1);
        at_ = text_.size();
    }
    bool more() const { return at_ < text_.size(); }
    bool take(char c) {
        if (!more() || text_[at_] != c) return false;
        ++at_;
        return true;
    }
    std::uint32_t node() {
        if (nodes_.size() >= kMaxNodes) fail("the expression is too large");
        nodes_.emplace_back();
        return static_cast<std::uint32_t>(nodes_.size() - 1);
    }
    void link(std::uint32_t from, std::uint32_t to) { nodes_[from].free.push_back(to); }

    Part alternatives() {
        Part whole{node(), node()};
        do {
            const Part one = sequence();
            link(whole.begin, one.begin);
            link(one.end, whole.end);
        } while (take('|'));
        return whole;
    }

    Part sequence() {
        Part whole;
        whole.begin = whole.end = node();
        while (more() && text_[at_] != '|' && text_[at_] != ')') {
            const Part one = repeated();
            link(whole.end, one.begin);
            whole.end = one.end;
        }
        return whole;
    }

    Part repeated() {
        const std::size_t from = at_;
        Part part = atom();
        while (more()) {
            if (take('*')) part = loop(part, true);
            else if (take('+')) part = loop(part, false);
            else if (take('?')) link(part.begin, part.end);
            else if (text_[at_] == '{') part = counted(from, at_);
            else break;
        }
        return part;
    }

    Part loop(Part part, bool optional) {
        const Part whole{node(), node()};
        link(whole.begin, part.begin);
        link(part.end, part.begin);
        link(part.end, whole.end);
        if (optional) link(whole.begin, whole.end);
        return whole;
    }

    // {m}, {m,} or {m,n} behind the operand text_[from, to).
    Part counted(std::size_t from, std::size_t to) {
        unsigned least = 0, most = 0;
        ++at_;
        const auto number = [&](unsigned& n) {
            const auto [end, error] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), n);
            if (error != std::errc() || n > kMaxRepeats) return false;
            at_ = static_cast<std::size_t>(end - text_.data());
            return true;
        };
        bool good = number(least);
        most = least;
        const bool comma = good && take(',');
        const bool open = comma && more() && text_[at_] == '}';
        if (comma && !open) good = number(most);
        if (!good || !take('}') || most < least) {
            fail("a repetition is {m}, {m,} or {m,n}, up to " + std::to_string(kMaxRepeats));
            return {node(), node()};
        }
        const std::size_t behind = at_;
        Part whole;
        whole.begin = whole.end = node();
        const auto again = [&] {
            at_ = from;
            const std::string_view all = std::exchange(text_, text_.substr(0, to));
            const Part copy = repeated();
            text_ = all;
            return copy;
        };
        for (unsigned i = 0; i < most && fault_.empty(); ++i) {
            const Part copy = again();
            if (i >= least) link(copy.begin, copy.end);
            link(whole.end, copy.begin);
            whole.end = copy.end;
        }
        if (open && fault_.empty()) {
            const Part rest = loop(again(), true);
            link(whole.end, rest.begin);
            whole.end = rest.end;
        }
        if (fault_.empty()) at_ = behind;
        return whole;
    }

    Part taking(const Bytes& bytes) {
        const Part part{node(), node()};
        nodes_[part.begin].bytes = bytes;
        nodes_[part.begin].next = part.end;
        // What repeats or is optional needs a way in that takes nothing.
        const Part whole{node(), part.end};
        link(whole.begin, part.begin);
        return whole;
    }

    Part atom() {
        const char c = text_[at_++];
        Bytes bytes;
        switch (c) {
            case '(': return group();
            case '[': return taking(byte_class());
            case '.': return taking(bytes.set());
            case '*': case '+': case '?': case '{': --at_; fail("nothing to repeat"); break;
            case '^': case '$': --at_; fail("no anchors: a group begins where it is sought"); break;
            case '\\':
                if (more()) bytes.set(static_cast<unsigned char>(text_[at_++]));
                else fail("'\\' at the end");
                break;
            default: bytes.set(static_cast<unsigned char>(c));
        }
        return taking(bytes);
    }

    Part group() {
        if (take('?') && !take(':')) fail("only (…) and (?:…) groups");
        if (++depth_ > kMaxDepth) fail("groups nested too deep");
        const Part inner = alternatives();
        --depth_;
        if (!take(')')) fail("'(' without ')'");
        return inner;
    }

    Bytes byte_class() {
        Bytes bytes;
        const bool inverse = take('^');
        bool first = true;
        while (more() && (first || text_[at_] != ']')) {
            first = false;
            if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
            const auto from = static_cast<unsigned char>(text_[at_++]);
            auto to = from;
            if (at_ + 1 < text_.size() && text_[at_] == '-' && text_[at_ + 1] != ']') {
                ++at_;
                to = static_cast<unsigned char>(text_[at_++]);
            }
            for (unsigned b = from; b <= to; ++b) bytes.set(b);
        }
        if (!take(']')) fail("'[' without ']'");
        return inverse ? ~bytes : bytes;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    unsigned depth_ = 0;
    std::string fault_;
    std::vector<Node> nodes_;
};

}  // namespace

// Nodes → table, by the subset construction.
class TagAutomatonBuilder {
public:
    TagAutomatonBuilder(const std::vector<Node>& nodes, std::uint32_t end) : nodes_(nodes), end_(end), seen_(nodes.size()) {}

    // False: too many states.
    bool run(std::uint32_t begin, TagAutomaton& out) {
        make_classes(out);
        out.next_.assign(out.classes_, TagAutomaton::kDead);
        out.accepting_.assign(1, 0);
        sets_.emplace_back();
        numbers_.emplace(sets_[0], TagAutomaton::kDead);
        state_of({begin}, out);
        for (std::size_t state = TagAutomaton::kStart; state < sets_.size(); ++state) {
            if (sets_.size() > kMaxStates) return false;
            for (std::size_t c = 0; c < out.classes_; ++c) {
                std::vector<std::uint32_t> reached;
                for (const std::uint32_t n : sets_[state])
                    if (nodes_[n].next != kNowhere && nodes_[n].bytes.test(sample_[c])) reached.push_back(nodes_[n].next);
                const std::uint16_t to = state_of(std::move(reached), out);
                out.next_[state * out.classes_ + c] = to;
            }
        }
        return true;
    }

private:
    void make_classes(TagAutomaton& out) {
        std::map<std::vector<bool>, std::uint8_t> known;
        for (unsigned b = 0; b < 256; ++b) {
            std::vector<bool> takes;
            for (const Node& n : nodes_)
                if (n.next != kNowhere) takes.push_back(n.bytes.test(b));
            const auto [place, added] = known.emplace(std::move(takes), static_cast<std::uint8_t>(sample_.size()));
            if (added) sample_.push_back(b);
            out.class_of_[b] = place->second;
        }
        out.classes_ = sample_.size();
    }

    std::uint16_t state_of(std::vector<std::uint32_t> reached, TagAutomaton& out) {
        std::fill(seen_.begin(), seen_.end(), false);
        std::vector<std::uint32_t> set;
        while (!reached.empty()) {
            const std::uint32_t n = reached.back();
            reached.pop_back();
            if (seen_[n]) continue;
            seen_[n] = true;
            if (nodes_[n].next != kNowhere || n == end_) set.push_back(n);
            reached.insert(reached.end(), nodes_[n].free.begin(), nodes_[n].free.end());
        }
        std::sort(set.begin(), set.end());
        const auto [place, added] = numbers_.emplace(set, static_cast<std::uint16_t>(sets_.size()));
        if (added) {
            out.accepting_.push_back(std::binary_search(set.begin(), set.end(), end_) ? 1 : 0);
            out.next_.resize(out.next_.size() + out.classes_, TagAutomaton::kDead);
            sets_.push_back(std::move(set));
        }
        return place->second;
    }

    const std::vector<Node>& nodes_;
    std::uint32_t end_;
    std::vector<bool> seen_;
    std::vector<unsigned> sample_;                                // a byte of each class
    std::vector<std::vector<std::uint32_t>> sets_;                // by state
    std::map<std::vector<std::uint32_t>, std::uint16_t> numbers_;  // state of a set
};

std::string TagAutomaton::compile(std::string_view expression) {
    *this = TagAutomaton();
    ExpressionReader reader(expression);
    const Part whole = reader.read();
    if (!reader.fault().empty()) return reader.fault();
    TagAutomaton made;
    if (!TagAutomatonBuilder(reader.nodes(), whole.end).run(whole.begin, made)) return "the expression needs too many states";
    *this = std::move(made);
    return {};
}

}  // namespace demarche::extract
