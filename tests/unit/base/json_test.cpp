#include "base/json.h"

#include <doctest/doctest.h>

using namespace demarche;

TEST_CASE("read_json accepts JSON with comments and remembers where values are") {
    const auto document = base::read_json("{ // a comment\n  \"a\": [1, 2.5, \"x\\\"y\"],\n  \"b\": {\"c\": null, \"d\": true}\n}", "f.json");
    REQUIRE(document);
    const Value& root = document->root;
    REQUIRE(root.find("a"));
    CHECK(*root.find("a")->as_list() == List{Value(1), Value(2.5), Value("x\"y")});
    CHECK(root.find("b")->find("c")->is_null());
    CHECK(document->positions.at("/a").line == 2);
    CHECK(document->positions.at("/a/2").column == 17);
    CHECK(document->positions.at("/b/d").line == 3);
    CHECK(document->fault("/b/zzz", "is odd").to_string() == "f.json:3:8: at /b/zzz: is odd");
}

TEST_CASE("read_json refuses what is not JSON, and says where") {
    const std::string deep = std::string(65, '[') + std::string(65, ']');
    const std::string very_deep(1000000, '[');
    struct Row { std::string text; std::string message; };
    const Row rows[] = {{"", "document is empty"}, {"{\"a\":1,\"a\":2}", "key occurs twice"}, {deep, "nested deeper"}, {very_deep, "nested deeper"}, {"[1e999]", "too big"},
                        {"[01]", "comma"}, {"[1] 2", "root"}, {"{\"a\" 1}", "colon"}, {std::string("[\"\xff\"]"), "encoding"}, {std::string("[1,\0]", 5), "invalid"}};
    for (const Row& row : rows) {
        INFO(row.text.substr(0, 40));
        const auto document = base::read_json(row.text, "f.json");
        REQUIRE_FALSE(document);
        CHECK_MESSAGE(document.error().to_string().find(row.message) != std::string::npos, document.error().to_string());
        CHECK(document.error().code() == ErrorCode::syntax);
    }
}

TEST_CASE("integers keep 64 bits; larger ones become doubles") {
    CHECK(*parse_json("9223372036854775807")->as_integer() == 9223372036854775807LL);
    CHECK(*parse_json("9223372036854775808")->as_double() == 9223372036854775808.0);
    CHECK_FALSE(parse_json("// no comments here\n1"));
}

TEST_CASE("append_json_string escapes and repairs") {
    std::string out;
    base::append_json_string(out, "a\"\\\n\t\x01\xff\xD1\x8F");
    CHECK(out == "\"a\\\"\\\\\\n\\t\\u0001\xEF\xBF\xBD\xD1\x8F\"");
}
