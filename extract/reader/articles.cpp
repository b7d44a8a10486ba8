// read_articles: files, folders, JSON Lines and standard input → articles.
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>

#include "base/file.h"
#include "demarche/article.h"
#include "demarche/value.h"
#include "extract/reader/classify.h"
#include "extract/reader/decode.h"

namespace demarche {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLimit = std::size_t{64} << 20;

Diagnostic fault(ErrorCode code, std::string message, const std::string& file, std::size_t line = 0) {
    Diagnostic d;
    d.code = code;
    d.message = std::move(message);
    d.file = file;
    d.position.line = line;
    return d;
}

std::string lower_ending(const std::string& path) {
    std::string ending = fs::path(path).extension().string();
    for (char& c : ending) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    return ending;
}

bool is_jsonl_name(const std::string& path) {
    const std::string ending = lower_ending(path);
    return ending == ".jsonl" || ending == ".ndjson";
}

ArticleFormat format_of(InputFormat format, const std::string& path) {
    if (format == InputFormat::html) return ArticleFormat::html;
    if (format == InputFormat::text) return ArticleFormat::text;
    const std::string ending = lower_ending(path);
    if (ending == ".html" || ending == ".htm" || ending == ".xhtml") return ArticleFormat::html;
    return ArticleFormat::detect;
}

// What kind of file it is that cannot be an article; empty: it may be one. UTF-16 is full of zero bytes.
std::string_view binary_kind(std::string_view bytes) {
    using namespace std::string_view_literals;
    constexpr std::pair<std::string_view, std::string_view> kMagic[] = {
        {"%PDF-"sv, "a PDF file"sv}, {"PK\x03\x04"sv, "a zip archive or office document"sv}, {"\x1f\x8b"sv, "a gzip file"sv}, {"\x28\xb5\x2f\xfd"sv, "a zstd file"sv},
        {"\x89PNG"sv, "a picture"sv}, {"\xff\xd8\xff"sv, "a picture"sv}, {"GIF8"sv, "a picture"sv}, {"SQLite format 3"sv, "an SQLite file"sv}, {"\x7f" "ELF"sv, "a program"sv}};
    for (const auto& [magic, kind] : kMagic)
        if (bytes.starts_with(magic)) return kind;
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF") || !extract::unmarked_utf16(bytes).empty()) return {};
    const std::string_view head = bytes.substr(0, 8192);
    const auto is_control = [](char c) { return c >= 0 && c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\v' && c != 0x1b && c != 0x1a; };
    const auto controls = static_cast<std::size_t>(std::count_if(head.begin(), head.end(), is_control));
    return head.find('\0') != std::string_view::npos || controls * 20 > head.size() ? "binary data"sv : std::string_view();
}

bool is_blank(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    return text.find_first_not_of(" \t\r\n\f\v") == std::string_view::npos;
}

// Lines of a stream, in blocks as they come. Past the stream's own functions, which flush standard output before they read standard
// input: other threads write there.
class LineReader {
public:
    explicit LineReader(std::streambuf& in) : in_(in) {}

    // Keeps at most kLimit + 1 bytes of a line, however long it is. False: nothing is left.
    bool next(std::string& line) {
        line.clear();
        bool any = false;
        while (at_ < end_ || fill()) {
            any = true;
            const char* const begin = buffer_.data() + at_;
            const auto* const stop = static_cast<const char*>(std::memchr(begin, '\n', end_ - at_));
            const std::size_t size = stop != nullptr ? static_cast<std::size_t>(stop - begin) : end_ - at_;
            line.append(begin, std::min(size, kLimit + 1 - line.size()));
            at_ += size + (stop != nullptr ? 1 : 0);
            if (stop != nullptr) return true;
        }
        return any;
    }

private:
    // Takes what is there, and waits only when nothing is.
    bool fill() {
        at_ = end_ = 0;
        if (in_.sgetc() == std::char_traits<char>::eof()) return false;
        const std::streamsize there = std::clamp<std::streamsize>(in_.in_avail(), 1, static_cast<std::streamsize>(buffer_.size()));
        end_ = static_cast<std::size_t>(in_.sgetn(buffer_.data(), there));
        return end_ > 0;
    }

    std::streambuf& in_;
    std::array<char, 65536> buffer_{};
    std::size_t at_ = 0, end_ = 0;
};

class Reading {
public:
    Reading(InputFormat format, const ArticleSink& sink) : format_(format), sink_(sink) {}

    void path(const std::string& path) {
        std::error_code ec;
        if (path == "-") {
            standard_input();
        } else if (fs::is_directory(path, ec)) {
            folder(path);
        } else {
            file(path, path);
        }
    }

private:
    void report(Diagnostic d) {
        if (go_ && sink_.fault) go_ = sink_.fault(std::move(d));
    }
    void give(Article article) {
        if (go_) go_ = sink_.article(std::move(article));
    }

    void standard_input() {
        while (std::cin.good() && (std::cin.peek() == ' ' || std::cin.peek() == '\n' || std::cin.peek() == '\r')) std::cin.get();
        const bool lines = format_ == InputFormat::jsonl || (format_ == InputFormat::detect && std::cin.peek() == '{');
        if (lines) return json_lines(std::cin, "-");
        Result<std::string> bytes = base::read_file("-", kLimit);
        if (!bytes) return report(bytes.error().diagnostics().front());
        whole(std::move(*bytes), "-", "-");
    }

    // In byte order of the paths; hidden files and folders are left out, links to folders are not followed (they may lead in circles).
    void folder(const std::string& root) {
        std::vector<std::string> paths;
        std::vector<fs::path> open = {fs::path(root)};
        while (!open.empty()) {
            const fs::path at = open.back();
            open.pop_back();
            std::error_code ec;
            fs::directory_iterator entries(at, ec);
            if (ec) {
                report(fault(ErrorCode::io, "cannot read the folder: " + ec.message(), at.string()));
                continue;
            }
            for (; entries != fs::directory_iterator(); entries.increment(ec)) {
                if (ec) break;
                if (entries->path().filename().string().starts_with(".")) continue;
                std::error_code kind;
                if (entries->is_directory(kind) && !entries->is_symlink(kind)) open.push_back(entries->path());
                else if (!entries->is_directory(kind)) paths.push_back(entries->path().string());
            }
        }
        std::sort(paths.begin(), paths.end());
        if (paths.empty()) report(fault(ErrorCode::not_found, "there is no file in the folder", root));
        const fs::path base(root);
        for (const std::string& path : paths) {
            if (!go_) return;
            file(path, fs::path(path).lexically_relative(base).generic_string());
        }
    }

    void file(const std::string& path, const std::string& id) {
        if (format_ == InputFormat::jsonl || (format_ == InputFormat::detect && is_jsonl_name(path))) {
            std::ifstream in(path, std::ios::binary);
            if (!in) return report(fault(errno == ENOENT ? ErrorCode::not_found : ErrorCode::io, std::string("cannot open: ") + std::strerror(errno), path));
            return json_lines(in, path);
        }
        Result<std::string> bytes = base::read_file(path, kLimit);
        if (!bytes) return report(bytes.error().diagnostics().front());
        whole(std::move(*bytes), path, id);
    }

    void whole(std::string bytes, const std::string& path, const std::string& id) {
        if (is_blank(bytes)) return report(fault(ErrorCode::bad_input, "the file is empty", path));
        if (const std::string_view kind = binary_kind(bytes); !kind.empty()) return report(fault(ErrorCode::bad_input, "this is no text but " + std::string(kind), path));
        Article article;
        article.id = id;
        article.format = format_of(format_, path);
        article.bytes = std::move(bytes);
        give(std::move(article));
    }

    // --- JSON Lines --------------------------------------------------------------------------------------------------

    void json_lines(std::istream& in, const std::string& file) {
        std::string line;
        std::size_t number = 0, articles = 0;
        bool any_fault = false;
        LineReader lines(*in.rdbuf());
        while (go_ && lines.next(line)) {
            ++number;
            if (is_blank(line)) continue;
            if (line.size() > kLimit) {
                report(fault(ErrorCode::bad_input, "the line is longer than 64 MiB", file, number));
                any_fault = true;
                continue;
            }
            std::optional<Article> article = from_json(line, file, number);
            any_fault = any_fault || !article;
            if (!article) continue;
            ++articles;
            give(std::move(*article));
        }
        if (go_ && in.bad()) report(fault(ErrorCode::io, "cannot read", file, number));
        else if (articles == 0 && !any_fault) report(fault(ErrorCode::bad_input, "the file is empty", file));
    }

    std::optional<Article> from_json(std::string_view line, const std::string& file, std::size_t number) {
        if (number == 1 && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
        Result<Value> value = parse_json(line);
        if (!value) {
            Diagnostic d = value.error().diagnostics().front();
            d.file = file;
            d.position.line = number;
            report(std::move(d));
            return std::nullopt;
        }
        if (value->as_map() == nullptr) {
            report(fault(ErrorCode::bad_input, "the line is no JSON object with id and text", file, number));
            return std::nullopt;
        }
        Article article;
        std::string wrong;
        const auto field = [&](std::string_view key, std::string& into, bool needed) {
            const Value* found = value->find(key);
            if (found == nullptr || found->is_null()) {
                if (needed) wrong = "the article has no \"" + std::string(key) + "\"";
            } else if (const std::string* s = found->as_string()) {
                into = *s;
            } else if (const std::int64_t* n = found->as_integer(); n != nullptr && key == "id") {
                into = std::to_string(*n);
            } else {
                wrong = "\"" + std::string(key) + "\" is no string";
            }
        };
        field("text", article.bytes, true);
        field("id", article.id, false);
        field("title", article.title, false);
        field("date", article.date, false);
        field("url", article.url, false);
        field("outlet", article.outlet, false);
        if (!wrong.empty()) {
            report(fault(ErrorCode::bad_input, wrong, file, number));
            return std::nullopt;
        }
        if (article.id.empty()) article.id = (file == "-" ? "stdin" : fs::path(file).filename().string()) + ":" + std::to_string(number);
        article.date = extract::find_date(article.date);
        article.format = format_ == InputFormat::html ? ArticleFormat::html : ArticleFormat::detect;
        return article;
    }

    InputFormat format_;
    const ArticleSink& sink_;
    bool go_ = true;
};

}  // namespace

void read_articles(std::string_view path, InputFormat format, const ArticleSink& sink) { Reading(format, sink).path(std::string(path)); }

}  // namespace demarche
