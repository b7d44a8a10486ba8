// The built-in packs as PackFiles, for tests of single stages.
#pragma once

#include <string>

#include "base/embedded.h"
#include "base/json.h"
#include "extract/rules/rules.h"

namespace demarche::test {

inline extract::PackFiles built_in_files() {
    extract::PackFiles files;
    for (const base::EmbeddedFile& file : base::embedded_files()) {
        if (!file.path.starts_with("rules/") || !file.path.ends_with(".json")) continue;
        Result<base::JsonDocument> json = base::read_json(file.bytes, file.path);
        if (!json) continue;
        const Value* kind = json->root.find("kind");
        const std::string name = kind && kind->as_string() ? *kind->as_string() : std::string();
        files.push_back({"built-in", name, std::move(*json)});
    }
    return files;
}

}  // namespace demarche::test
