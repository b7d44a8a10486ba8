// Reading XML as a stream of elements, by libxml2's SAX parser: memory is that of the longest value. No DOCTYPE (so no entities
// and no external files), nesting of at most 64 levels, values of at most 64 MiB (attributes: libxml2's own limit, 10 MB).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "demarche/result.h"

namespace demarche::graph {

// The attributes of an open tag, by local name. Valid during XmlHandler::begin.
class XmlAttributes {
public:
    XmlAttributes(const unsigned char* const* raw, int count, std::size_t line) : raw_(raw), count_(count), line_(line) {}
    std::optional<std::string_view> find(std::string_view local_name) const;
    // "" when there is none.
    std::string_view operator[](std::string_view local_name) const { return find(local_name).value_or(std::string_view()); }
    std::size_t line() const { return line_; }  // of the tag, 1-based

private:
    const unsigned char* const* raw_;  // libxml2's: local name, prefix, URI, begin and end of the value
    int count_;
    std::size_t line_;
};

class XmlHandler {
public:
    virtual ~XmlHandler() = default;
    // Names are local names, `text` is what stands between the last tag and this one. What is returned is what is wrong with the
    // file; empty: nothing.
    virtual std::string begin(std::string_view name, const XmlAttributes& attributes, std::string_view text) = 0;
    virtual std::string end(std::string_view name, std::string_view text) = 0;
    // After the last element: what is wrong and in which line (0: unknown).
    virtual std::optional<std::pair<std::string, std::size_t>> finish() = 0;
};

// "-" is standard input. Errors: not_found, io; bad_input with the line.
Result<void> read_xml(const std::string& path, XmlHandler& handler);

}  // namespace demarche::graph
