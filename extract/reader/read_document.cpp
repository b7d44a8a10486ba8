#include "extract/reader/classify.h"
#include "extract/reader/decode.h"
#include "extract/reader/html.h"
#include "extract/reader/lines.h"
#include "extract/reader/reader_rules.h"
#include "extract/stages.h"

namespace demarche::extract {
namespace {

std::string host_of(std::string_view url) {
    const std::size_t scheme = url.find("://");
    if (scheme == std::string_view::npos) return {};
    url.remove_prefix(scheme + 3);
    if (url.starts_with("www.")) url.remove_prefix(4);
    return std::string(url.substr(0, url.find_first_of("/?#:")));
}

void use_page(Page page, const OffsetMap& decoded, Document& document) {
    document.text = std::move(page.text);
    document.offsets = OffsetMap::compose(page.offsets, decoded);
    document.blocks = std::move(page.blocks);
    if (document.title.empty()) document.title = std::move(page.title);
    if (document.date.empty()) document.date = std::move(page.date);
    if (document.outlet.empty()) document.outlet = std::move(page.outlet);
    if (document.url.empty()) document.url = std::move(page.url);
}

}  // namespace

Document read_document(const ReaderRules& rules, const Article& article) {
    Document document;
    document.id = article.id;
    document.title = article.title;
    document.url = article.url;
    document.outlet = article.outlet;
    document.date = article.date;
    const bool detect = article.format == ArticleFormat::detect;
    const bool page = article.format == ArticleFormat::html || (detect && looks_like_html(article.bytes));
    Decoded decoded = decode(article.bytes, page ? declared_charset(article.bytes) : std::string(), article.id);
    const bool html = page || (detect && looks_like_html(decoded.text));  // in UTF-16 the mark-up shows only now
    document.warnings = std::move(decoded.warnings);
    if (html) {
        use_page(read_page(rules, decoded.text), decoded.offsets, document);
    } else {
        document.text = std::move(decoded.text);
        document.offsets = std::move(decoded.offsets);
        find_blocks(document.text, document.blocks);
    }
    classify_blocks(rules, document);
    if (document.date.empty()) document.date = find_date(document.id);
    if (document.date.empty()) document.date = find_date(document.url);
    if (document.outlet.empty()) document.outlet = host_of(document.url);
    return document;
}

Document read_document(const RuleSet& rules, const Article& article) { return read_document(*rules.reader, article); }

}  // namespace demarche::extract
