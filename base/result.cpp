#include "demarche/result.h"

namespace demarche {
namespace {

// Display columns of the part of a line before the caret: tabs are kept, so that the caret stands under its character.
std::string caret_line(const std::string& excerpt, const SourcePosition& position) {
    std::string line;
    std::size_t column = 1;
    for (std::size_t i = 0; i < excerpt.size() && column < position.column; ++i) {
        if ((static_cast<unsigned char>(excerpt[i]) & 0xC0U) == 0x80U) continue;
        line += excerpt[i] == '\t' ? '\t' : ' ';
        ++column;
    }
    while (column++ < position.column) line += ' ';
    line += '^';
    for (std::size_t i = 1; i < position.length && i < 60; ++i) line += '~';
    return line;
}

}  // namespace

std::string Diagnostic::to_string() const {
    std::string out;
    if (!file.empty()) out += file + ':';
    if (position.line) out += std::to_string(position.line) + ':' + (position.column ? std::to_string(position.column) + ':' : "");
    if (!pointer.empty()) out += (out.empty() ? "" : " ") + ("at " + pointer + ':');
    if (!out.empty()) out += ' ';
    out += message;
    if (!excerpt.empty()) out += "\n  " + excerpt + "\n  " + caret_line(excerpt, position);
    if (!hint.empty()) out += "\n  hint: " + hint;
    return out;
}

Error::Error(ErrorCode code, std::string message, std::string hint) {
    Diagnostic d;
    d.code = code;
    d.message = std::move(message);
    d.hint = std::move(hint);
    diagnostics_.push_back(std::move(d));
}

std::string Error::to_string() const {
    std::string out;
    for (const Diagnostic& d : diagnostics_) {
        if (!out.empty()) out += '\n';
        out += d.to_string();
    }
    return out;
}

}  // namespace demarche
