#include "demarche/ontology.h"

#include <algorithm>

#include "doctest/doctest.h"

using namespace demarche;

namespace {

std::string wrap(const std::string& types, const std::string& relations) {
    return R"({"kind":"ontology","version":"1","licence":"x","node_types":[)" + types + R"(],"relations":[)" + relations + "]}";
}

bool mentions(const Error& error, std::string_view text) {
    return std::any_of(error.diagnostics().begin(), error.diagnostics().end(),
                       [&](const Diagnostic& d) { return d.to_string().find(text) != std::string::npos; });
}

}  // namespace

TEST_CASE("the built-in ontology holds the relations of the design") {
    const Ontology& o = Ontology::built_in();
    REQUIRE(o.relations().size() >= 30);
    for (const char* name : {"requested", "demanded", "accused", "rejected", "threatened", "protested", "expressed_concern", "sanctioned", "coerced",
                             "assaulted", "consulted", "supported", "conceded", "agreed", "cooperated", "aided", "signed", "proposed", "drafted",
                             "adopted", "amended", "repealed", "announced", "represents", "holds_office", "member_of", "part_of", "citizen_of",
                             "located_in", "stated"}) {
        CAPTURE(name);
        REQUIRE(o.find(name));
        CHECK(!o.find(name)->display.empty());
    }
    CHECK(o.expand("pressured") == std::vector<std::string>{"pressured", "requested", "demanded", "accused", "rejected", "threatened", "protested",
                                                             "expressed_concern", "sanctioned", "coerced"});
    CHECK(o.expand("protested") == std::vector<std::string>{"protested", "expressed_concern"});
    CHECK(o.expand("signed") == std::vector<std::string>{"signed"});
    CHECK(o.expand("unheard_of").empty());
    CHECK(o.find("pressured")->abstract);
    CHECK(o.find("consulted")->symmetric);
}

TEST_CASE("sub-types, allowed ends and event codes") {
    const Ontology& o = Ontology::built_in();
    CHECK(o.is_a("Treaty", "Law"));
    CHECK(o.is_a("Ministry", "Organisation"));
    CHECK(!o.is_a("Law", "Treaty"));
    CHECK(!o.is_a("Unknown", "Law"));
    CHECK(o.allows(*o.find("adopted"), "Parliament", "Bill"));
    CHECK(!o.allows(*o.find("adopted"), "Parliament", "Person"));
    CHECK(o.allows(*o.find("located_in"), "Event", "Place"));
    CHECK(o.plover_of("0211") == "request");
    CHECK(o.plover_of("081") == "concede");
    CHECK(o.plover_of("0841") == "retreat");
    CHECK(o.plover_of("1712") == "assault");
    CHECK(o.plover_of("1711") == "coerce");
    CHECK(o.plover_of("010").empty());
    for (const Relation& r : o.relations()) {
        CAPTURE(r.name);
        CHECK(o.plover_of(r.cameo) == r.plover);
    }
}

TEST_CASE("the canonical text is read back as the same ontology") {
    const std::string text = Ontology::built_in().to_json();
    const Result<Ontology> again = Ontology::parse(text, "again");
    REQUIRE(again);
    CHECK(again->to_json() == text);
    CHECK(again->expand("pressured") == Ontology::built_in().expand("pressured"));
}

TEST_CASE("all faults of an ontology are reported at once, each with its place") {
    const std::string text = wrap(R"({"name":"A","parent":"B"},
{"name":"B","parent":"A"},
{"name":"C","parent":"Bb"},
{"name":"C"})",
                                  R"({"name":"x","family":"speech","display":"x","parent":"y"},
{"name":"y","family":"speech","display":"y","parent":"x"},
{"name":"z","family":"speech","display":"z","parent":"z"},
{"name":"w","family":"speech","display":"w","sources":["Aa"]})");
    const Result<Ontology> o = Ontology::parse(text, "mine.json");
    REQUIRE(!o);
    CHECK(mentions(o.error(), "node type 'A' is below itself: A < B < A"));
    CHECK(mentions(o.error(), "unknown parent 'Bb'"));
    CHECK(mentions(o.error(), "node type 'C' is defined twice"));
    CHECK(mentions(o.error(), "relation 'x' is below itself"));
    CHECK(mentions(o.error(), "relation 'z' is below itself"));
    CHECK(mentions(o.error(), "unknown node type 'Aa'"));
    CHECK(o.error().diagnostics().size() == 6);
    for (const Diagnostic& d : o.error().diagnostics()) {
        CHECK(d.file == "mine.json");
        CHECK(d.position.line > 0);
        CHECK(!d.pointer.empty());
    }
}

TEST_CASE("texts that are no ontology") {
    for (const char* text : {"", "[]", "{}", "{\"kind\":\"ontology\"", R"({"kind":"frames","version":"1","licence":"x","node_types":[],"relations":[]})"}) {
        CAPTURE(text);
        CHECK(!Ontology::parse(text, "f"));
    }
}
