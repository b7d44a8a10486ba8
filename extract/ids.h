// Strong ids and half-open ranges by which the stages of extraction refer to one another. No pointers between stages: every
// intermediate form can be copied, printed and compared as a value.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>

namespace demarche::extract {

enum class TokenId : std::uint32_t {};
enum class SentenceId : std::uint32_t {};
enum class MentionId : std::uint32_t {};
enum class PhraseId : std::uint32_t {};
enum class ClauseId : std::uint32_t {};
enum class EntityId : std::uint32_t {};

inline constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

template <class Id>
constexpr Id none() { return static_cast<Id>(kNone); }
template <class Id>
constexpr bool is_none(Id id) { return static_cast<std::uint32_t>(id) == kNone; }
template <class Id>
constexpr std::uint32_t index(Id id) { return static_cast<std::uint32_t>(id); }
template <class Id>
constexpr Id next(Id id, std::uint32_t n = 1) { return static_cast<Id>(index(id) + n); }

// Bytes of Document::text, half-open.
struct TextRange {
    std::uint32_t begin = 0, end = 0;
    auto operator<=>(const TextRange&) const = default;
    bool empty() const { return begin >= end; }
    std::uint32_t size() const { return end - begin; }
};

// Tokens, half-open.
struct TokenRange {
    TokenId begin{}, end{};
    auto operator<=>(const TokenRange&) const = default;
    bool empty() const { return begin >= end; }
    std::uint32_t size() const { return index(end) - index(begin); }
    bool contains(TokenId t) const { return begin <= t && t < end; }
    bool contains(TokenRange r) const { return begin <= r.begin && r.end <= end; }
    bool overlaps(TokenRange r) const { return begin < r.end && r.begin < end; }
};

}  // namespace demarche::extract
