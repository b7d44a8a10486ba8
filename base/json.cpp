#include "base/json.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <utility>
#include <vector>

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include "base/embedded.h"
#include "base/json_schema.h"
#include "base/utf8.h"

namespace demarche::base {
namespace {

constexpr std::size_t kMaxDepth = 64;

// Line and column of a byte offset. Offsets must come in ascending order: one sweep over the text.
class LineCounter {
public:
    explicit LineCounter(std::string_view text) : text_(text) {}
    SourcePosition at(std::size_t offset) {
        if (offset < at_) *this = LineCounter(text_);
        for (; at_ < offset && at_ < text_.size(); ++at_) {
            if (text_[at_] == '\n') {
                ++line_;
                column_ = 1;
            } else if ((static_cast<unsigned char>(text_[at_]) & 0xC0U) != 0x80U) {
                ++column_;
            }
        }
        return {line_, column_, 1};
    }

private:
    std::string_view text_;
    std::size_t at_ = 0, line_ = 1, column_ = 1;
};

std::string line_around(std::string_view text, std::size_t offset) {
    offset = std::min(offset, text.size());
    const std::size_t begin = offset == 0 ? 0 : text.rfind('\n', offset - 1) + 1;  // npos + 1 == 0
    std::string line(text.substr(begin, text.find('\n', begin) - begin));
    return line.size() > 200 ? std::string() : line;
}

std::string escape_pointer(std::string_view key) {
    std::string out;
    for (const char c : key) {
        if (c == '~') out += "~0";
        else if (c == '/') out += "~1";
        else out += c;
    }
    return out;
}

// Builds the Value tree from RapidJSON's events. Numbers arrive as their text, so nothing of RapidJSON's own conversion runs.
class TreeBuilder {
public:
    TreeBuilder(std::string_view text, const rapidjson::MemoryStream& stream, JsonDocument& document, bool positions)
        : text_(text), stream_(stream), document_(document), lines_(text), keep_positions_(positions) {}

    bool Null() { return scalar(Value(), 4); }
    bool Bool(bool b) { return scalar(Value(b), b ? 4 : 5); }
    bool RawNumber(const char* digits, rapidjson::SizeType length, bool) { return number({digits, length}); }
    bool String(const char* s, rapidjson::SizeType length, bool) {
        return begin_value(keep_positions_ ? string_begin() : 0) && end_value(Value(std::string_view(s, length)));
    }
    bool StartObject() { return open(false); }
    bool StartArray() { return open(true); }
    bool Key(const char* s, rapidjson::SizeType length, bool) {
        Frame& frame = frames_.back();
        frame.key.assign(s, length);
        frame.map.emplace_back(frame.key, Value());
        return true;
    }
    bool EndObject(rapidjson::SizeType) {
        Frame frame = std::move(frames_.back());
        Map map = make_map(std::move(frame.map));
        if (map.size() != frame.count) return fail("key occurs twice in one object", {});
        return close(frame, Value(std::move(map)));
    }
    bool EndArray(rapidjson::SizeType) {
        Frame frame = std::move(frames_.back());
        return close(frame, Value(std::move(frame.list)));
    }
    // RapidJSON's other number events never come with kParseNumbersAsStringsFlag.
    bool Int(int) { return false; }
    bool Uint(unsigned) { return false; }
    bool Int64(std::int64_t) { return false; }
    bool Uint64(std::uint64_t) { return false; }
    bool Double(double) { return false; }

    const std::string& failure() const { return failure_; }
    const std::string& hint() const { return hint_; }

private:
    struct Frame {
        bool is_list = false;
        List list;
        Map map;
        std::string key;
        std::size_t count = 0, pointer_size = 0;
    };

    bool fail(std::string message, std::string hint) {
        failure_ = std::move(message);
        hint_ = std::move(hint);
        return false;
    }
    // Start of the string whose closing quote has just been read.
    std::size_t string_begin() const {
        std::size_t quote = stream_.Tell() - 1;
        while (quote > 0) {
            --quote;
            if (text_[quote] != '"') continue;
            std::size_t slashes = 0;
            while (slashes < quote && text_[quote - 1 - slashes] == '\\') ++slashes;
            if (slashes % 2 == 0) break;
        }
        return quote;
    }
    bool begin_value(std::size_t offset) {
        if (!keep_positions_) return true;
        if (!frames_.empty()) {
            Frame& parent = frames_.back();
            pointer_.resize(parent.pointer_size);
            pointer_ += '/' + (parent.is_list ? std::to_string(parent.count) : escape_pointer(parent.key));
        }
        document_.positions.insert_or_assign(pointer_, lines_.at(offset));
        return true;
    }
    bool end_value(Value value) {
        if (frames_.empty()) {
            document_.root = std::move(value);
            return true;
        }
        Frame& parent = frames_.back();
        ++parent.count;
        if (parent.is_list) parent.list.push_back(std::move(value));
        else parent.map.back().second = std::move(value);
        return true;
    }
    bool scalar(Value value, std::size_t length) { return begin_value(stream_.Tell() - length) && end_value(std::move(value)); }
    bool number(std::string_view digits) {
        if (!begin_value(stream_.Tell() - digits.size())) return false;
        std::int64_t integer = 0;
        const char* end = digits.data() + digits.size();
        if (digits.find_first_of(".eE") == std::string_view::npos) {
            const auto [at, error] = std::from_chars(digits.data(), end, integer);
            if (error == std::errc() && at == end) return end_value(Value(integer));
        }
        double real = 0;
        const auto [at, error] = std::from_chars(digits.data(), end, real);
        if (error != std::errc() || at != end || !std::isfinite(real)) return fail("number is out of range", "use a number below 1.8e308");
        return end_value(Value(real));
    }
    bool open(bool is_list) {
        if (frames_.size() >= kMaxDepth) return fail("nested deeper than " + std::to_string(kMaxDepth) + " levels", {});
        if (!begin_value(stream_.Tell())) return false;  // the iterative reader announces before it takes the bracket
        Frame frame;
        frame.is_list = is_list;
        frame.pointer_size = pointer_.size();
        frames_.push_back(std::move(frame));
        return true;
    }
    bool close(const Frame& frame, Value value) {
        pointer_.resize(std::min(pointer_.size(), frame.pointer_size));
        frames_.pop_back();
        return end_value(std::move(value));
    }

    std::string_view text_;
    const rapidjson::MemoryStream& stream_;
    JsonDocument& document_;
    LineCounter lines_;
    bool keep_positions_;
    std::vector<Frame> frames_;
    std::string pointer_, failure_, hint_;
};

Error syntax_error(std::string_view text, std::string_view file, std::size_t offset, std::string message, std::string hint) {
    Diagnostic d;
    d.code = ErrorCode::syntax;
    d.message = std::move(message);
    d.file = std::string(file);
    d.position = LineCounter(text).at(offset);
    d.hint = std::move(hint);
    d.excerpt = line_around(text, offset);
    return Error(std::move(d));
}

std::string lower_first(std::string s) {
    if (!s.empty() && s[0] >= 'A' && s[0] <= 'Z') s[0] = static_cast<char>(s[0] + 32);
    if (!s.empty() && s.back() == '.') s.pop_back();
    return s;
}

template <unsigned Flags>
Result<JsonDocument> parse(std::string_view text, std::string_view file, bool positions) {
    JsonDocument document;
    document.file = std::string(file);
    rapidjson::MemoryStream stream(text.data(), text.size());
    TreeBuilder builder(text, stream, document, positions);
    rapidjson::Reader reader;
    constexpr unsigned kFlags = Flags | rapidjson::kParseIterativeFlag | rapidjson::kParseNumbersAsStringsFlag;
    // Checking the whole at once is much faster than checking each string as it is read; the slow way finds the place of a fault.
    const rapidjson::ParseResult parsed = is_utf8(text) ? reader.Parse<kFlags>(stream, builder)
                                                        : reader.Parse<kFlags | rapidjson::kParseValidateEncodingFlag>(stream, builder);
    if (!parsed) {
        if (parsed.Code() == rapidjson::kParseErrorTermination && !builder.failure().empty())
            return syntax_error(text, file, stream.Tell(), builder.failure(), builder.hint());
        return syntax_error(text, file, parsed.Offset(), lower_first(rapidjson::GetParseError_En(parsed.Code())), {});
    }
    return document;
}

}  // namespace

Diagnostic JsonDocument::fault(std::string_view pointer, std::string message, std::string hint, ErrorCode code) const {
    Diagnostic d;
    d.code = code;
    d.message = std::move(message);
    d.file = file;
    d.pointer = std::string(pointer);
    d.hint = std::move(hint);
    // The nearest enclosing value whose place is known.
    for (std::string at(pointer);; at.resize(at.rfind('/'))) {
        if (const auto found = positions.find(at); found != positions.end()) {
            d.position = found->second;
            break;
        }
        if (at.find('/') == std::string::npos) break;
    }
    return d;
}

Result<JsonDocument> read_json(std::string_view text, std::string_view file, const JsonOptions& options) {
    if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
    Result<JsonDocument> document = options.comments ? parse<rapidjson::kParseCommentsFlag>(text, file, options.positions)
                                                     : parse<rapidjson::kParseNoFlags>(text, file, options.positions);
    if (!document || options.schema.empty()) return document;
    const std::string_view schema = embedded_file("schemas/" + std::string(options.schema));
    if (schema.empty()) return Error(ErrorCode::internal, "no schema named " + std::string(options.schema));
    std::vector<Diagnostic> faults = schema_faults(text, *document, schema);
    if (!faults.empty()) return Error(std::move(faults));
    return document;
}

}  // namespace demarche::base
