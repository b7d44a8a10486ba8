// Members of a JSON object that a schema has checked, or that may be missing: "", false and no items then.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "demarche/value.h"

namespace demarche::base {

inline std::string text_at(const Value& object, std::string_view key) {
    const Value* value = object.find(key);
    return value && value->as_string() ? *value->as_string() : std::string();
}

inline bool flag_at(const Value& object, std::string_view key, bool otherwise = false) {
    const Value* value = object.find(key);
    return value && value->as_bool() ? *value->as_bool() : otherwise;
}

// Items that are no texts are left out.
inline std::vector<std::string> texts_at(const Value& object, std::string_view key) {
    std::vector<std::string> texts;
    const Value* value = object.find(key);
    for (std::size_t i = 0; value && value->as_list() && i < value->as_list()->size(); ++i) {
        if (const std::string* text = (*value->as_list())[i].as_string()) texts.push_back(*text);
    }
    return texts;
}

}  // namespace demarche::base
