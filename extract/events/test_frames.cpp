#include "extract/events/test_frames.h"

#include <algorithm>
#include <string>

#include "extract/events/frame.h"

namespace demarche::extract {
namespace {

std::string form_of(const Extraction& extraction, const ExtractedEdge& edge) {
    std::string out = extraction.nodes[edge.source].name + " -" + edge.relation + "-> " + extraction.nodes[edge.target].name;
    if (edge.polarity == Polarity::negated) out += " negated";
    if (edge.modality != Modality::actual) out += " " + std::string(to_string(edge.modality));
    return out;
}

// The edge as written, which may leave out its polarity and modality, and the capital that heads a description.
bool fits(const std::string& form, const std::string& wanted) {
    const auto small = [](std::string text) {
        for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        return text;
    };
    return form == wanted || small(form + " ").starts_with(small(wanted) + " ");
}

Diagnostic failure(const FrameSet::Example& example, const std::string& what, const std::vector<std::string>& found) {
    Diagnostic diagnostic;
    diagnostic.code = ErrorCode::semantic;
    diagnostic.message = "frame " + example.frame + ": " + what + " in \"" + example.text + "\"";
    diagnostic.file = example.file;
    diagnostic.pointer = example.pointer;
    diagnostic.position.line = example.line;
    diagnostic.hint = found.empty() ? "it gives no edge" : "it gives: ";
    for (const std::string& form : found) diagnostic.hint += form == found.front() ? form : "; " + form;
    return diagnostic;
}

void check(const Rules& rules, const FrameSet::Example& example, std::vector<Diagnostic>& out) {
    Article article;
    article.id = "example";
    article.bytes = example.text;
    article.format = ArticleFormat::text;
    const Extraction extraction = extract_article(rules, article);
    std::vector<std::string> forms;
    for (const ExtractedEdge& edge : extraction.edges) {
        forms.push_back(form_of(extraction, edge));
        if (example.edges.empty() && edge.rule == example.frame) out.push_back(failure(example, "the counterexample gives '" + forms.back() + "'", {}));
    }
    for (const std::string& wanted : example.edges)
        if (std::none_of(forms.begin(), forms.end(), [&](const std::string& form) { return fits(form, wanted); }))
            out.push_back(failure(example, "missing '" + wanted + "'", forms));
}

}  // namespace

Rules::TestReport test_frames(const Rules& rules) {
    Rules::TestReport report;
    const auto& frames = rules.data().frames;
    if (!frames) return report;
    for (const FrameSet::Example& example : frames->examples()) {
        Rules::TestReport::Count& count = example.user ? report.user : report.built_in;
        const std::size_t before = report.failures.size();
        check(rules, example, report.failures);
        ++count.ran;
        if (report.failures.size() == before) ++count.passed;
    }
    return report;
}

}  // namespace demarche::extract
