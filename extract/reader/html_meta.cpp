// Metadata of a page: Open Graph, Dublin Core, schema.org in JSON-LD or microdata, and plain HTML.
#include <array>

#include "demarche/value.h"
#include "extract/reader/classify.h"
#include "extract/reader/html_tree.h"

namespace demarche::extract::html {
namespace {

struct Found {
    std::string og_title, h1, title;
    std::string published, time;
    std::string site, publisher, canonical, og_url, own_url;
};

void keep(std::string& into, std::string_view value) {
    if (into.empty()) into = std::string(value);
}

bool is_one_of(std::string_view value, std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names)
        if (value == name) return true;
    return false;
}

// Only what holds a date: "date" may be anything on old pages.
void keep_date(std::string& into, std::string_view value) {
    if (into.empty()) into = find_date(value);
}

void read_meta(const GumboNode& node, Found& found) {
    std::string name(attribute(node, "property"));
    if (name.empty()) name = attribute(node, "name");
    if (name.empty()) name = attribute(node, "itemprop");
    for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    const std::string_view content = attribute(node, "content");
    if (content.empty()) return;
    if (is_one_of(name, {"og:title", "twitter:title", "headline"})) keep(found.og_title, content);
    else if (is_one_of(name, {"article:published_time", "datepublished", "og:published_time", "date", "pubdate", "publishdate", "publish_date", "dc.date", "dc.date.issued", "dcterms.created", "parsely-pub-date", "sailthru.date"})) keep_date(found.published, content);
    else if (name == "og:site_name") keep(found.site, content);
    else if (name == "og:url") keep(found.og_url, content);
}

const Value* text_field(const Value& object, std::string_view key) {
    const Value* value = object.find(key);
    return value != nullptr && value->as_string() != nullptr ? value : nullptr;
}

void read_linked_data(const Value& value, Found& found, int depth) {
    if (depth > 6) return;
    if (const List* list = value.as_list()) {
        for (const Value& item : *list) read_linked_data(item, found, depth + 1);
        return;
    }
    if (value.as_map() == nullptr) return;
    for (const std::string_view key : {"datePublished", "dateCreated"})
        if (const Value* date = text_field(value, key)) keep_date(found.published, *date->as_string());
    if (const Value* headline = text_field(value, "headline")) {
        keep(found.og_title, *headline->as_string());
        if (const Value* url = text_field(value, "url")) keep(found.own_url, *url->as_string());
    }
    if (const Value* publisher = value.find("publisher")) {
        const List* list = publisher->as_list();
        const Value& one = list && !list->empty() ? list->front() : *publisher;
        if (one.as_string()) keep(found.publisher, *one.as_string());
        else if (const Value* name = text_field(one, "name")) keep(found.publisher, *name->as_string());
    }
    for (const std::string_view key : {"@graph", "mainEntity"})
        if (const Value* inner = value.find(key)) read_linked_data(*inner, found, depth + 1);
}

void visit(const GumboNode& node, unsigned depth, Found& found) {
    if (depth > kDepthLimit || !is_element(node)) return;
    switch (tag_of(node)) {
        case GUMBO_TAG_META: read_meta(node, found); break;
        case GUMBO_TAG_TITLE: keep(found.title, inner_text(node)); break;
        case GUMBO_TAG_H1: keep(found.h1, inner_text(node)); break;
        case GUMBO_TAG_LINK:
            if (attribute(node, "rel") == "canonical") keep(found.canonical, attribute(node, "href"));
            break;
        case GUMBO_TAG_TIME: keep_date(found.time, attribute(node, "datetime")); break;
        case GUMBO_TAG_SCRIPT:
            if (attribute(node, "type") == "application/ld+json" && node.v.element.children.length > 0) {
                const GumboNode& script = *static_cast<const GumboNode*>(node.v.element.children.data[0]);
                if (!is_text(script)) break;
                if (const Result<Value> json = parse_json(script.v.text.text)) read_linked_data(*json, found, 0);
            }
            break;
        default: break;
    }
    each_child(node, [&](const GumboNode& child) { visit(child, depth + 1, found); });
}

// "Talks fail | The Ruritanian" → "Talks fail".
std::string without_site(std::string title) {
    for (const std::string_view separator : {" | ", " — ", " – ", " - ", " :: "}) {
        const std::size_t at = title.rfind(separator);
        if (at != std::string::npos && at >= 12 && title.size() - at < 40) return title.substr(0, at);
    }
    return title;
}

}  // namespace

void read_metadata(const GumboNode& root, Page& page) {
    Found found;
    visit(root, 0, found);
    page.title = !found.h1.empty() ? found.h1 : !found.og_title.empty() ? found.og_title : without_site(found.title);
    page.date = !found.published.empty() ? found.published : found.time;
    page.outlet = !found.site.empty() ? found.site : found.publisher;
    // Addresses without a host say little: the first that has one.
    for (const std::string* url : {&found.canonical, &found.og_url, &found.own_url})
        if (page.url.empty() && url->find("://") != std::string::npos) page.url = *url;
    if (page.url.empty()) page.url = found.canonical;
}

}  // namespace demarche::extract::html
