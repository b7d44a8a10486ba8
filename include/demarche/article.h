// An article: the bytes that came from outside, and what is known about them. Nothing is decoded yet.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "demarche/result.h"

namespace demarche {

enum class ArticleFormat {
    detect,  // from the file name's ending, then from the content
    text,
    html
};

struct Article {
    std::string id;      // unique in a store; for files: the name of the file as given (its path below a folder)
    std::string bytes;   // as they are in the source; any encoding
    std::string title;   // empty: unknown
    std::string date;    // ISO 8601 calendar date ("2024-10-14"), or empty: the reader looks for it in the text
    std::string url;     // empty: unknown
    std::string outlet;  // empty: unknown
    ArticleFormat format = ArticleFormat::detect;
};

// What reading a source gives: articles go to `article`, faults to `fault`; both are called in order and may stop the reading
// by returning false. One bad file among good ones is one fault and loses nothing else.
struct ArticleSink {
    std::function<bool(Article)> article;
    std::function<bool(Diagnostic)> fault;
};

enum class InputFormat { detect, text, html, jsonl };

// Reads articles from a path: a file (.txt .html .htm .md .jsonl …), a folder (recursively, in byte order of the paths,
// hidden files left out) or "-" (standard input). JSON Lines: one object a line with id, text, and perhaps title, date, url,
// outlet; memory is bounded by the longest line. A missing, unreadable, empty or binary file is a fault.
// Limits: 64 MiB an article.
void read_articles(std::string_view path, InputFormat format, const ArticleSink& sink);

}  // namespace demarche
