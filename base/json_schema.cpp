#include "base/json_schema.h"

#include <algorithm>
#include <string>
#include <utility>

#include <rapidjson/document.h>
#include <rapidjson/pointer.h>
#include <rapidjson/schema.h>
#include <rapidjson/stringbuffer.h>

#include "base/suggest.h"

namespace demarche::base {
namespace {

using Json = rapidjson::Value;

constexpr std::size_t kMaxFaults = 50;

std::string pointer_text(const rapidjson::Pointer& pointer) {
    rapidjson::StringBuffer buffer;
    pointer.Stringify(buffer);
    return {buffer.GetString(), buffer.GetSize()};
}

const char* keyword_message(std::string_view keyword) {
    static constexpr std::pair<std::string_view, const char*> kMessages[] = {
        {"required", "a required key is missing"},
        {"additionalProperties", "a key is not known here"},
        {"type", "the value has the wrong type"},
        {"enum", "the value is not one of those allowed"},
        {"pattern", "the text does not have the form that is asked for"},
        {"minItems", "the list is too short"},
        {"maxItems", "the list is too long"},
        {"minLength", "the text is too short"},
        {"minimum", "the number is too small"},
        {"maximum", "the number is too large"},
        {"uniqueItems", "an item occurs twice"}};
    for (const auto& [name, message] : kMessages)
        if (name == keyword) return message;
    return "the value does not fit the schema";
}

std::string listed(const std::vector<std::string>& names) {
    std::string out;
    for (std::size_t i = 0; i < names.size(); ++i) out += (i == 0 ? "'" : i + 1 == names.size() ? " and '" : ", '") + names[i] + "'";
    return out;
}

std::vector<std::string> missing_keys(const Json& schema, const Json& object) {
    std::vector<std::string> missing;
    if (!schema.IsObject() || !schema.HasMember("required")) return missing;
    for (const Json& key : schema["required"].GetArray())
        if (!object.HasMember(key)) missing.emplace_back(key.GetString());
    return missing;
}

std::string type_names(const Json& schema) {
    static constexpr std::pair<std::string_view, std::string_view> kNames[] = {
        {"string", "a text"}, {"array", "a list"}, {"object", "an object"}, {"boolean", "true or false"}, {"integer", "a whole number"}, {"number", "a number"}};
    std::string out;
    const auto add = [&](const Json& type) {
        for (const auto& [name, words] : kNames)
            if (type.IsString() && name == type.GetString()) out += (out.empty() ? "" : " or ") + std::string(words);
    };
    if (!schema.IsObject() || !schema.HasMember("type")) return out;
    const Json& type = schema["type"];
    if (!type.IsArray()) add(type);
    else for (const Json& one : type.GetArray()) add(one);
    return out;
}

// Of alternatives by keys, the one that the object comes nearest to; of those by type, all of them.
void explain_alternatives(const Json& options, const Json& value, Diagnostic& fault) {
    std::string types;
    std::vector<std::string> nearest;
    std::size_t most = 0;
    for (const Json& option : options.GetArray()) {
        if (const std::string type = type_names(option); !type.empty()) types += (types.empty() ? "" : " or ") + type;
        if (!value.IsObject() || !option.IsObject() || !option.HasMember("required")) continue;
        std::vector<std::string> missing = missing_keys(option, value);
        const std::size_t present = option["required"].Size() - missing.size();
        if (present < most) continue;
        most = present;
        nearest = std::move(missing);
    }
    if (!nearest.empty()) fault.message = std::string(keyword_message("required")) + ": " + listed(nearest);
    else if (!types.empty()) fault.hint = "write " + types;
}

void explain(const Json& schema, const Json* value, std::string_view keyword, Diagnostic& fault) {
    if (!schema.IsObject()) return;
    if (keyword == "required" && value && value->IsObject()) {
        fault.message += ": " + listed(missing_keys(schema, *value));
    } else if (keyword == "anyOf" && value && schema.HasMember("anyOf")) {
        explain_alternatives(schema["anyOf"], *value, fault);
    } else if (keyword == "type") {
        fault.hint = "write " + type_names(schema);
    } else if (keyword == "pattern" && schema.HasMember("pattern")) {
        fault.hint = std::string("it must match ") + schema["pattern"].GetString();
    } else if (keyword == "enum" && schema.HasMember("enum")) {
        std::vector<std::string> names;
        for (const Json& name : schema["enum"].GetArray())
            if (name.IsString()) names.emplace_back(name.GetString());
        fault.hint = value && value->IsString() ? did_you_mean(value->GetString(), names) : std::string();
        if (fault.hint.empty()) fault.hint = "it is one of " + listed(names);
    }
}

// The last key of a pointer, and what the schema knows instead.
void explain_unknown_key(const Json* schema, const std::string& key, Diagnostic& fault) {
    fault.message += ": '" + key + "'";
    std::vector<std::string> known;
    if (schema && schema->IsObject() && schema->HasMember("properties"))
        for (const auto& member : (*schema)["properties"].GetObject()) known.emplace_back(member.name.GetString());
    fault.hint = did_you_mean(key, known);
    if (fault.hint.empty() && !known.empty()) fault.hint = "known here: " + listed(known);
}

}  // namespace

// The validator stops at its first fault. To report all, what is faulty is taken out and the rest is tried again: an unknown key alone, for
// anything else the item of "entries".
std::vector<Diagnostic> schema_faults(std::string_view text, const JsonDocument& document, std::string_view schema_text) {
    rapidjson::Document schema_json, value;
    schema_json.Parse<rapidjson::kParseIterativeFlag>(schema_text.data(), schema_text.size());
    value.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseCommentsFlag>(text.data(), text.size());
    if (schema_json.HasParseError() || value.HasParseError()) return {document.fault("", "the schema cannot be read", {}, ErrorCode::internal)};
    const rapidjson::SchemaDocument schema(schema_json);
    std::vector<Diagnostic> faults;
    std::vector<std::size_t> original;  // position in the file of each entry that is left
    if (value.IsObject() && value.HasMember("entries") && value["entries"].IsArray())
        for (std::size_t i = 0; i < value["entries"].Size(); ++i) original.push_back(i);
    while (faults.size() < kMaxFaults) {
        rapidjson::SchemaValidator validator(schema);
        if (value.Accept(validator)) break;
        const rapidjson::Pointer at = validator.GetInvalidDocumentPointer();
        const Json* const schema_at = validator.GetInvalidSchemaPointer().Get(schema_json);
        const std::string keyword = validator.GetInvalidSchemaKeyword();
        const bool in_entries = at.GetTokenCount() >= 2 && std::string_view(at.GetTokens()[0].name) == "entries" && at.GetTokens()[1].index < original.size();
        const std::size_t index = in_entries ? at.GetTokens()[1].index : 0;
        std::string pointer = pointer_text(at);
        if (in_entries) {
            const std::size_t rest = pointer.find('/', 9);  // after "/entries/"
            pointer = "/entries/" + std::to_string(original[index]) + (rest == std::string::npos ? "" : pointer.substr(rest));
        }
        Diagnostic fault = document.fault(pointer, keyword_message(keyword), {}, ErrorCode::syntax);
        const bool unknown_key = keyword == "additionalProperties" && at.GetTokenCount() > 0;
        if (unknown_key) explain_unknown_key(schema_at, at.GetTokens()[at.GetTokenCount() - 1].name, fault);
        else if (schema_at) explain(*schema_at, at.Get(value), keyword, fault);
        faults.push_back(std::move(fault));
        if (unknown_key && at.Erase(value)) continue;
        if (!in_entries) break;
        Json& entries = value["entries"];
        entries.Erase(entries.Begin() + index);
        original.erase(original.begin() + static_cast<std::ptrdiff_t>(index));
    }
    return faults;
}

}  // namespace demarche::base
