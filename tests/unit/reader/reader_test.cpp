#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

#include "extract/reader/classify.h"
#include "extract/reader/reader_rules.h"
#include "support/cases.h"
#include "support/packs.h"

using namespace demarche;
using namespace demarche::extract;

namespace {

const ReaderRules& rules() {
    static const std::unique_ptr<ReaderRules> instance = [] {
        std::vector<Diagnostic> faults;
        std::unique_ptr<ReaderRules> made = ReaderRules::compile(test::built_in_files(), faults);
        for (const Diagnostic& fault : faults) FAIL_CHECK(fault.to_string());
        return made;
    }();
    return *instance;
}

Document read(std::string bytes) {
    Article article;
    article.id = "test";
    article.bytes = std::move(bytes);
    return read_document(rules(), article);
}

// The document's facts, then a line a block: "kind/section: text" or "(why) text" for what is not read.
std::string lines_of(const std::string& input) {
    constexpr const char* kKinds[] = {"title", "heading", "byline", "paragraph", "item", "caption", "quotation", "furniture", "foreign"};
    const Document document = read(input);
    std::string out;
    if (!document.title.empty()) out += "title=" + document.title + '\n';
    if (!document.date.empty()) out += "date=" + document.date + '\n';
    if (!document.outlet.empty()) out += "outlet=" + document.outlet + '\n';
    if (!document.url.empty()) out += "url=" + document.url + '\n';
    for (const Block& block : document.blocks) {
        const std::string text(document.view(block.range));
        if (block.read) out += std::string(kKinds[static_cast<int>(block.kind)]) + '/' + std::to_string(block.section) + ": " + text + '\n';
        else out += "(" + std::string(block.why) + ") " + text + '\n';
    }
    return out;
}

}  // namespace

TEST_CASE("blocks of the case files") { test::check_cases("reader", lines_of); }

TEST_CASE("dates of headers and file names") {
    const struct { const char* text; const char* date; } rows[] = {
        {"Tuesday25 March 2025", "2025-03-25"}, {"March 3, 2024", "2024-03-03"}, {"3rd of May 1962", "1962-05-03"}, {"2024-10-14", "2024-10-14"},
        {"news_20241014_a.txt", "2024-10-14"}, {"14.10.2024", "2024-10-14"}, {"2024-13-14", ""}, {"31 June 2024", ""}, {"nothing", ""},
        {"Sept. 5, 2021", "2021-09-05"}, {"2024/10/14/story.html", "2024-10-14"}};
    for (const auto& row : rows) {
        INFO(row.text);
        CHECK(find_date(row.text) == row.date);
    }
}

TEST_CASE("offsets lead back to the bytes of an HTML page") {
    const std::string page = "<html><body><article><p>Ruritania&rsquo;s  ministry &amp; envoy protested to the neighbours of the state.</p></article></body></html>";
    const Document document = read(page);
    REQUIRE(document.blocks.size() == 1);
    const auto source_of = [&](const std::string& word) {
        const auto begin = static_cast<std::uint32_t>(document.text.find(word));
        const ByteRange range = document.offsets.to_source(TextRange{begin, begin + static_cast<std::uint32_t>(word.size())});
        return page.substr(range.begin, range.end - range.begin);
    };
    CHECK(source_of("Ruritania") == "Ruritania");
    CHECK(source_of("\xE2\x80\x99") == "&rsquo;");
    CHECK(source_of("ministry") == "ministry");
    CHECK(source_of("&") == "&amp;");
    CHECK(source_of("Ruritania\xE2\x80\x99s ministry & envoy") == "Ruritania&rsquo;s  ministry &amp; envoy");
    CHECK(source_of("state.") == "state.");
}

TEST_CASE("a page that is nested without end is read without a tree") {
    std::string page = "<html><body>";
    for (int i = 0; i < 200000; ++i) page += "<b>";
    page += "The envoy protested.";
    const Document document = read(page);
    CHECK(document.text.find("The envoy protested.") != std::string::npos);
}

TEST_CASE("any bytes give a document whose blocks are in order and inside") {
    std::uint32_t state = 1;
    for (int round = 0; round < 200; ++round) {
        std::string bytes = round % 3 == 0 ? "<html><p>" : "";
        for (int i = 0; i < 300; ++i) {
            state = state * 1664525 + 1013904223;
            constexpr char kSome[] = "\n\r <>&;\"'.ab\xE2\x80\x94\xFF\xC3-1?";
            bytes += state >> 30 == 0 ? static_cast<char>(state >> 20) : kSome[(state >> 16) % (sizeof kSome - 1)];
        }
        const Document document = read(bytes);
        std::uint32_t at = 0;
        for (const Block& block : document.blocks) {
            CHECK(block.range.begin >= at);
            CHECK(block.range.end <= document.text.size());
            at = block.range.end;
            const ByteRange source = document.offsets.to_source(block.range);
            CHECK(source.begin <= source.end);
            CHECK(source.end <= bytes.size());
        }
    }
}

TEST_CASE("the date of the article: what is given, then metadata, text, file name and address") {
    struct Row { const char* given; const char* id; const char* url; const char* bytes; const char* date; };
    const Row rows[] = {
        {"2031-01-01", "2031-02-02.txt", "https://post.example/2031/03/03/x", "Updated: 2031-04-04\nRuritania opened its ports.", "2031-01-01"},
        {"", "2031-02-02.txt", "https://post.example/2031/03/03/x", "Updated: 2031-04-04\nRuritania opened its ports.", "2031-04-04"},
        {"", "2031-02-02.html", "", "<html><head><meta name=\"date\" content=\"spring\"><meta property=\"article:published_time\" content=\"2031-05-05T01:02:03Z\"></head><body><p>Updated: 2031-04-04</p></body></html>", "2031-05-05"},
        {"", "news/2031-02-02-ports.txt", "https://post.example/2031/03/03/x", "Ruritania opened its ports.", "2031-02-02"},
        {"", "ports.txt", "https://post.example/2031/03/03/x", "Ruritania opened its ports.", "2031-03-03"},
        {"", "ports.txt", "", "Ruritania opened its ports on 3 May 2031.", ""},
    };
    for (const Row& row : rows) {
        Article article;
        article.date = row.given;
        article.id = row.id;
        article.url = row.url;
        article.bytes = row.bytes;
        CAPTURE(row.bytes);
        CHECK(read_document(rules(), article).date == row.date);
    }
}

TEST_CASE("a page in UTF-16 without a mark is a page, with offsets into its bytes") {
    std::string bytes;
    for (const char c : std::string("<html><body><p>Ruritania protested against the closure of the ports on Monday.</p></body></html>")) bytes += std::string{c, '\0'};
    const Document document = read(bytes);
    REQUIRE(document.blocks.size() == 1);
    CHECK(document.view(document.blocks[0].range) == "Ruritania protested against the closure of the ports on Monday.");
    const ByteRange range = document.offsets.to_source(document.blocks[0].range);
    CHECK(range.begin == 30);
    CHECK(range.end == 30 + 2 * document.blocks[0].range.size());
}
