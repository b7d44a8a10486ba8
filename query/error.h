// The room's private exception: it unwinds deep recursion inside one stage and is turned into an Error in engine.cpp. It never
// crosses the public interface.
#pragma once

#include <string>
#include <utility>

#include "demarche/result.h"

namespace demarche::query {

struct QueryError {
    Diagnostic diagnostic;
};

// detail is openCypher's error kind ("InvalidArgumentType", "NumberOutOfRange", …). The place in the text is added by whoever knows it.
[[noreturn]] inline void fail(ErrorCode code, std::string detail, std::string message, std::string hint = {}) {
    Diagnostic d;
    d.code = code;
    d.detail = std::move(detail);
    d.message = std::move(message);
    d.hint = std::move(hint);
    d.file = "query";
    throw QueryError{std::move(d)};
}

}  // namespace demarche::query
