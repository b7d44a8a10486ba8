// Many regular expressions tested on one text: words that an expression cannot do without are looked for first, all in one pass over
// the text, and only the expressions whose words are there are run.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include <re2/re2.h>

namespace demarche::extract {

// An expression that is compiled when it is first needed: compiling costs as much as reading pages of text. Capitals do not matter
// unless the expression says so. Any thread.
class LazyPattern {
public:
    explicit LazyPattern(std::string expression) : expression_(std::move(expression)) {}
    // What is wrong with the expression, or "".
    std::string fault() const { return compiled().error(); }
    bool matches(std::string_view text) const;  // somewhere in the text
    const std::string& expression() const { return expression_; }

private:
    const re2::RE2& compiled() const;

    std::string expression_;
    mutable std::once_flag once_;
    mutable std::unique_ptr<re2::RE2> made_;
};

// Finds which of a fixed list of strings occur in a text.
class AtomFinder {
public:
    static constexpr std::size_t kShortest = 3;  // bytes of an atom at least; shorter ones are never found

    AtomFinder() = default;
    explicit AtomFinder(std::vector<std::string> atoms);
    // Appends the numbers of the atoms in `text`, each once, in the order in which they begin. O(text) but for atoms that share their
    // first three bytes.
    void find(std::string_view text, std::vector<std::uint16_t>& found) const;

private:
    std::vector<std::string> atoms_;
    std::vector<std::uint16_t> first_;  // key → 1 + the number of its first atom in order_; 0: none
    std::vector<std::uint16_t> order_;  // atoms by key
};

class BlockPatterns {
public:
    // Numbers count from 0. Nothing is compiled.
    const LazyPattern& add(std::string expression);
    // After the last add().
    void finish();
    // Numbers, in ascending order, of all expressions that may match somewhere in the text; operator[] decides. Any thread.
    void candidates(std::string_view text, std::vector<std::uint16_t>& out) const;
    const LazyPattern& operator[](std::size_t number) const { return *patterns_[number]; }

private:
    std::vector<std::unique_ptr<LazyPattern>> patterns_;
    AtomFinder atoms_;
    std::vector<std::uint16_t> pattern_of_;  // atom → the pattern that needs one of its atoms
    std::vector<std::uint16_t> always_;      // patterns without known atoms
};

}  // namespace demarche::extract
