#include "graph/formats/xml_reader.h"

#include <libxml/parser.h>

#include <algorithm>
#include <memory>
#include <tuple>

#include "base/file.h"
#include "graph/formats/format.h"

namespace demarche::graph {
namespace {

constexpr int kMostDepth = 64;
constexpr std::size_t kMostText = std::size_t{64} << 20U;

std::string_view view(const xmlChar* text) { return text ? std::string_view(reinterpret_cast<const char*>(text)) : std::string_view(); }

class Parser {
public:
    Parser(const std::string& path, base::InputFile& file, XmlHandler& handler) : path_(path), file_(file), handler_(handler) {}

    Result<void> run() {
        xmlSAXHandler sax = {};
        sax.initialized = XML_SAX2_MAGIC;
        sax.internalSubset = [](void* self, const xmlChar*, const xmlChar*, const xmlChar*) { from(self).stop("a DOCTYPE is not allowed"); };
        sax.startElementNs = &Parser::begin;
        sax.endElementNs = &Parser::end;
        sax.characters = sax.ignorableWhitespace = sax.cdataBlock = [](void* self, const xmlChar* text, int length) { from(self).add(text, length); };
        sax.serror = &Parser::note;
        context_.reset(xmlCreateIOParserCtxt(&sax, this, &Parser::read, nullptr, this, XML_CHAR_ENCODING_NONE));
        if (!context_) return file_.failed() ? file_.error() : fault("cannot parse");
        xmlCtxtUseOptions(context_.get(), XML_PARSE_NONET | XML_PARSE_NOENT);  // NOENT: else "&amp;" in an attribute is given as "&#38;"
        const bool parsed = xmlParseDocument(context_.get()) == 0 && context_->wellFormed;
        if (file_.failed()) return file_.error();
        if (message_.empty() && !parsed) message_ = "not well-formed XML";
        if (message_.empty()) {
            if (auto wrong = handler_.finish()) std::tie(message_, line_) = std::move(*wrong);
        }
        if (!message_.empty()) return fault(message_);
        return {};
    }

private:
    struct Closer {
        void operator()(xmlParserCtxt* context) const { xmlFreeParserCtxt(context); }
    };

    static Parser& from(void* self) { return *static_cast<Parser*>(self); }
    static int read(void* self, char* buffer, int length) {
        return from(self).file_.failed() ? -1 : static_cast<int>(from(self).file_.read(buffer, static_cast<std::size_t>(length)));
    }
    static void begin(void* self, const xmlChar* name, const xmlChar*, const xmlChar*, int, const xmlChar**, int attributes, int, const xmlChar** values) {
        Parser& p = from(self);
        if (++p.depth_ > kMostDepth) return p.stop("nested deeper than 64 levels");
        p.stop(p.handler_.begin(view(name), XmlAttributes(values, attributes, p.line()), p.text_));
        p.text_.clear();
    }
    static void end(void* self, const xmlChar* name, const xmlChar*, const xmlChar*) {
        Parser& p = from(self);
        --p.depth_;
        p.stop(p.handler_.end(view(name), p.text_));
        p.text_.clear();
    }
    void add(const xmlChar* text, int length) {
        if (text_.size() > kMostText) return stop("a value is larger than 64 MiB");
        text_.append(reinterpret_cast<const char*>(text), static_cast<std::size_t>(length));
    }
    static void note(void* self, xmlErrorPtr error) {
        Parser& p = from(self);
        if (error->level < XML_ERR_ERROR || !p.message_.empty() || !error->message) return;
        p.message_ = view(reinterpret_cast<const xmlChar*>(error->message));
        p.message_ = p.message_.substr(0, p.message_.find('\n'));  // further lines hold the bytes
        p.line_ = static_cast<std::size_t>(std::max(0, error->line));
    }
    std::size_t line() const { return context_->input ? static_cast<std::size_t>(std::max(0, context_->input->line)) : 0; }
    void stop(std::string message) {
        if (message.empty() || !message_.empty()) return;
        message_ = std::move(message);
        line_ = line();
        xmlStopParser(context_.get());
    }
    Error fault(std::string message) const { return line_fault(path_, line_, std::move(message)); }

    const std::string& path_;
    base::InputFile& file_;
    XmlHandler& handler_;
    std::unique_ptr<xmlParserCtxt, Closer> context_;
    std::string text_, message_;
    std::size_t line_ = 0;
    int depth_ = 0;
};

}  // namespace

std::optional<std::string_view> XmlAttributes::find(std::string_view local_name) const {
    for (int i = 0; i < count_; ++i) {
        const unsigned char* const* attribute = raw_ + std::ptrdiff_t{i} * 5;
        if (view(attribute[0]) != local_name) continue;
        return std::string_view(reinterpret_cast<const char*>(attribute[3]), static_cast<std::size_t>(attribute[4] - attribute[3]));
    }
    return std::nullopt;
}

Result<void> read_xml(const std::string& path, XmlHandler& handler) {
    Result<base::InputFile> file = base::InputFile::open(path);
    if (!file) return file.error();
    return Parser(path, *file, handler).run();
}

}  // namespace demarche::graph
