// What our XML exports look like, checked against grammars of our own (the published schemas are not ours to pass on).
#include <libxml/parser.h>
#include <libxml/relaxng.h>

#include <memory>

#include "doctest/doctest.h"
#include "unit/formats/files.h"
#include "unit/graph/samples.h"

using namespace demarche;
using namespace demarche::test;

namespace {

class Grammar {
public:
    explicit Grammar(const std::string& file) {
        const std::unique_ptr<xmlRelaxNGParserCtxt, void (*)(xmlRelaxNGParserCtxtPtr)> parser(xmlRelaxNGNewParserCtxt((std::string(DEMARCHE_SCHEMAS "/") + file).c_str()), xmlRelaxNGFreeParserCtxt);
        schema_.reset(xmlRelaxNGParse(parser.get()));
        REQUIRE(schema_);
    }
    bool allows(const std::string& xml) const {
        const std::unique_ptr<xmlDoc, void (*)(xmlDocPtr)> doc(xmlReadMemory(xml.data(), static_cast<int>(xml.size()), nullptr, nullptr, XML_PARSE_NONET), xmlFreeDoc);
        const std::unique_ptr<xmlRelaxNGValidCtxt, void (*)(xmlRelaxNGValidCtxtPtr)> valid(xmlRelaxNGNewValidCtxt(schema_.get()), xmlRelaxNGFreeValidCtxt);
        return doc && xmlRelaxNGValidateDoc(valid.get(), doc.get()) == 0;
    }

private:
    std::unique_ptr<xmlRelaxNG, void (*)(xmlRelaxNGPtr)> schema_{nullptr, xmlRelaxNGFree};
};

}  // namespace

TEST_CASE("GraphML and GEXF follow their grammars, whatever the graph") {
    const Grammar graphml("graphml.rng"), strict("graphml-strict.rng"), gexf("gexf.rng");
    ExportOptions options;
    for (unsigned seed = 0; seed < 40; ++seed) {
        CAPTURE(seed);
        const PropertyGraph g = random_graph(seed);
        options.aggregate = seed % 2 == 0;
        options.strict_xsd = false;
        CHECK(graphml.allows(exported(g, "graphml", options)));
        CHECK(gexf.allows(exported(g, "gexf", options)));
        options.strict_xsd = true;
        CHECK(strict.allows(exported(g, "graphml", options)));
    }
    CHECK(gexf.allows(exported(sample(), "gexf")));
    CHECK(!strict.allows(exported(sample(), "graphml")));
    CHECK(!gexf.allows("<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\"/>"));
}
