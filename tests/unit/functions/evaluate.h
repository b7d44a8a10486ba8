// Calls of functions written as JSON, so that tests are tables: ["@date.truncate", "week", ["@date", "1984-10-11"], {"day": 2}].
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "demarche/value.h"
#include "query/functions/functions.h"

namespace demarche::test {

// Evaluates a JSON text; an array whose first item starts with '@' is a call. Null arguments propagate as in a query.
Value evaluate(std::string_view json);
// The value as a TCK literal, or "ErrorKind: message" when a call fails.
std::string evaluate_text(std::string_view json);
// A table of calls and what evaluate_text gives for each; checks every row.
struct CallRow {
    const char* call;
    const char* result;
};
void check_calls(std::initializer_list<CallRow> rows);
// The kind of error that f() fails with; "" when it does not.
template <class F>
std::string failure(F f);

}  // namespace demarche::test

#include "query/error.h"

template <class F>
std::string demarche::test::failure(F f) {
    try {
        static_cast<void>(f());
        return "";
    } catch (const query::QueryError& e) {
        return e.diagnostic.detail;
    }
}
