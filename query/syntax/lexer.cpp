#include "query/syntax/lexer.h"

#include <algorithm>
#include <array>

#include "query/error.h"

namespace demarche::query {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
// Bytes over 127 belong to identifiers: any letter of any script.
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80; }
bool is_word(char c) { return is_letter(c) || is_digit(c); }

constexpr std::array<std::string_view, 9> kLongSymbols = {"<=", ">=", "<>", "=~", "..", "+=", "||", "!=", "::"};
constexpr std::string_view kSymbols = "()[]{}<>=+-*/%^,.;:|&!$?";

class Lexer {
public:
    explicit Lexer(std::string_view text) : text_(text) {}

    std::vector<Token> run() {
        while (skip_blank()) next();
        add(TokenKind::end, text_.size(), text_.size());
        return std::move(tokens_);
    }

private:
    // False at the end of the text.
    bool skip_blank() {
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v') ++at_;
            else if (starts("\xC2\xA0")) at_ += 2;
            else if (starts("\xE2\x80\xA8") || starts("\xE2\x80\xA9") || starts("\xEF\xBB\xBF")) at_ += 3;
            else if (starts("//")) at_ = std::min(text_.find('\n', at_), text_.size());
            else if (starts("/*")) skip_comment();
            else return true;
        }
        return false;
    }

    void skip_comment() {
        const std::size_t end = text_.find("*/", at_ + 2);
        if (end == std::string_view::npos) error(at_, at_ + 2, "InvalidComment", "this comment is not closed", "end it with */");
        at_ = end + 2;
    }

    void next() {
        const char c = text_[at_];
        if (is_letter(c)) word();
        else if (is_digit(c) || (c == '.' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1]) && !after_dot())) number();
        else if (c == '\'' || c == '"') string(c);
        else if (c == '`') quoted();
        else symbol();
    }

    // 'x..3' and '1...5' never start a number with the dot.
    bool after_dot() const { return at_ > 0 && text_[at_ - 1] == '.'; }
    bool starts(std::string_view s) const { return text_.substr(at_, s.size()) == s; }

    void word() {
        const std::size_t begin = at_;
        while (at_ < text_.size() && is_word(text_[at_]) && !blank_here()) ++at_;
        add(TokenKind::identifier, begin, at_).text = text_.substr(begin, at_ - begin);
    }
    bool blank_here() const { return starts("\xC2\xA0") || starts("\xE2\x80\xA8") || starts("\xE2\x80\xA9"); }

    void number() {
        const std::size_t begin = at_;
        bool decimal = false;
        if (text_[at_] == '0' && at_ + 1 < text_.size() && (text_[at_ + 1] == 'x' || text_[at_ + 1] == 'X' || text_[at_ + 1] == 'o')) {
            while (at_ < text_.size() && is_word(text_[at_])) ++at_;
        } else {
            while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
            if (at_ + 1 < text_.size() && text_[at_] == '.' && is_digit(text_[at_ + 1])) {
                decimal = true;
                ++at_;
                while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
            }
            decimal = exponent() || decimal;
            while (at_ < text_.size() && is_word(text_[at_])) ++at_;  // found faulty by the parser, with the whole word shown
        }
        add(decimal ? TokenKind::decimal : TokenKind::integer, begin, at_).text = text_.substr(begin, at_ - begin);
    }

    bool exponent() {
        if (at_ >= text_.size() || (text_[at_] != 'e' && text_[at_] != 'E')) return false;
        std::size_t p = at_ + 1;
        if (p < text_.size() && (text_[p] == '-' || text_[p] == '+')) ++p;
        if (p >= text_.size() || !is_digit(text_[p])) return false;
        while (p < text_.size() && is_digit(text_[p])) ++p;
        at_ = p;
        return true;
    }

    void string(char quote) {
        const std::size_t begin = at_++;
        std::string value;
        while (at_ < text_.size() && text_[at_] != quote) {
            if (text_[at_] == '\\') escape(value);
            else value += text_[at_++];
        }
        if (at_ >= text_.size()) error(begin, begin + 1, "UnexpectedSyntax", "this string is not closed", std::string("end it with ") + quote);
        ++at_;
        add(TokenKind::string, begin, at_).text = std::move(value);
    }

    void escape(std::string& out) {
        const char c = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
        static constexpr std::string_view kFrom = "\\'\"bfnrt`/", kTo = "\\'\"\b\f\n\r\t`/";
        if (const std::size_t i = kFrom.find(c); i != std::string_view::npos && c != '\0') {
            out += kTo[i];
            at_ += 2;
        } else if (c == 'u' || c == 'U') {
            unicode_escape(out, c == 'u' ? 4 : 8);
        } else {
            error(at_, at_ + 2, "InvalidUnicodeLiteral", "unknown escape in a string", "write \\\\ for a backslash");
        }
    }

    char32_t hex(std::size_t begin, std::size_t digits) {
        char32_t code = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            const char c = begin + i < text_.size() ? text_[begin + i] : '\0';
            const bool letter = (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
            if (!is_digit(c) && !letter)
                error(at_, std::min(begin + i + 1, text_.size()), "InvalidUnicodeLiteral", "an escape needs " + std::to_string(digits) + " hexadecimal digits");
            code = code * 16 + static_cast<char32_t>(is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
        }
        return code;
    }

    void unicode_escape(std::string& out, std::size_t digits) {
        char32_t code = hex(at_ + 2, digits);
        std::size_t length = 2 + digits;
        if (code >= 0xD800 && code < 0xDC00 && text_.substr(at_ + length, 2) == "\\u") {  // a surrogate pair
            const char32_t low = hex(at_ + length + 2, 4);
            if (low >= 0xDC00 && low < 0xE000) {
                code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
                length += 6;
            }
        }
        if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
            error(at_, at_ + length, "InvalidUnicodeLiteral", "this is no Unicode character");
        at_ += length;
        append_utf8(out, code);
    }

    static void append_utf8(std::string& out, char32_t c) {
        const auto byte = [&](char32_t b) { out += static_cast<char>(b); };
        if (c < 0x80) byte(c);
        else if (c < 0x800) byte(0xC0 | (c >> 6)), byte(0x80 | (c & 0x3F));
        else if (c < 0x10000) byte(0xE0 | (c >> 12)), byte(0x80 | ((c >> 6) & 0x3F)), byte(0x80 | (c & 0x3F));
        else byte(0xF0 | (c >> 18)), byte(0x80 | ((c >> 12) & 0x3F)), byte(0x80 | ((c >> 6) & 0x3F)), byte(0x80 | (c & 0x3F));
    }

    void quoted() {
        const std::size_t begin = at_++;
        std::string value;
        while (true) {
            if (at_ >= text_.size()) error(begin, begin + 1, "UnexpectedSyntax", "this quoted name is not closed", "end it with `");
            if (text_[at_] != '`') {
                value += text_[at_++];
            } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '`') {
                value += '`';
                at_ += 2;
            } else {
                break;
            }
        }
        ++at_;
        add(TokenKind::quoted_identifier, begin, at_).text = std::move(value);
    }

    void symbol() {
        std::string_view found;
        for (const std::string_view s : kLongSymbols)
            if (starts(s)) found = s;
        if (found.empty()) {
            const std::size_t i = kSymbols.find(text_[at_]);
            if (i == std::string_view::npos)
                error(at_, at_ + 1, "UnexpectedSyntax", std::string("unexpected character '") + text_[at_] + "'");
            found = kSymbols.substr(i, 1);
        }
        const std::size_t begin = at_;
        at_ += found.size();
        const auto index = static_cast<std::uint32_t>(tokens_.size());
        add(TokenKind::symbol, begin, at_).symbol = found;
        if (found == "(" || found == "[" || found == "{") {
            open_.push_back(index);
        } else if (found == ")" || found == "]" || found == "}") {
            if (open_.empty()) return;
            tokens_[open_.back()].partner = index;
            open_.pop_back();
        }
    }

    Token& add(TokenKind kind, std::size_t begin, std::size_t end) {
        Token& token = tokens_.emplace_back();
        token.kind = kind;
        token.span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
        return token;
    }

    [[noreturn]] void error(std::size_t begin, std::size_t end, std::string detail, std::string message, std::string hint = {}) const {
        syntax_error(text_, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(std::min(end, text_.size()))}, std::move(detail),
                     std::move(message), std::move(hint));
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::vector<Token> tokens_;
    std::vector<std::uint32_t> open_;
};

bool starts_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

std::size_t characters(std::string_view s) { return static_cast<std::size_t>(std::count_if(s.begin(), s.end(), starts_character)); }

}  // namespace

std::vector<Token> lex(std::string_view text) { return Lexer(text).run(); }

void locate(Diagnostic& diagnostic, std::string_view text, ast::Span span) {
    const std::size_t begin = std::min<std::size_t>(span.begin, text.size()), end = std::min<std::size_t>(std::max(span.begin, span.end), text.size());
    const std::size_t newline = begin == 0 ? std::string_view::npos : text.rfind('\n', begin - 1);
    std::size_t line_begin = newline == std::string_view::npos ? 0 : newline + 1;
    std::size_t line_end = std::min(text.find('\n', begin), text.size());
    diagnostic.position.line = 1 + static_cast<std::size_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(begin), '\n'));
    diagnostic.position.column = 1 + characters(text.substr(line_begin, begin - line_begin));
    diagnostic.position.length = std::max<std::size_t>(1, characters(text.substr(begin, std::min(end, line_end) - begin)));
    // A long line would drown the message: show it only when a caret under it can be read.
    if (line_end > line_begin && line_end - line_begin <= 400) diagnostic.excerpt = text.substr(line_begin, line_end - line_begin);
}

void syntax_error(std::string_view text, ast::Span span, std::string detail, std::string message, std::string hint) {
    Diagnostic d;
    d.code = ErrorCode::syntax;
    d.file = "query";
    d.detail = std::move(detail);
    d.message = std::move(message);
    d.hint = std::move(hint);
    locate(d, text, span);
    throw QueryError{std::move(d)};
}

}  // namespace demarche::query
