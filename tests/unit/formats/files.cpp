#include "unit/formats/files.h"

#include <fstream>
#include <iterator>
#include <sstream>

#include <unistd.h>

#include "doctest/doctest.h"

namespace demarche::test {

namespace fs = std::filesystem;

Folder::Folder() {
    static int count = 0;
    path_ = fs::temp_directory_path() / ("demarche-formats-" + std::to_string(::getpid()) + "-" + std::to_string(count++));
    fs::create_directories(path_);
}
Folder::~Folder() { fs::remove_all(path_); }

std::string Folder::write(const std::string& name, std::string_view bytes) const {
    const fs::path path = path_ / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return path.string();
}

std::string Folder::read(const std::string& name) const {
    std::ifstream in(path_ / name, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
}

std::string exported(const PropertyGraph& graph, std::string_view format, const ExportOptions& options) {
    std::ostringstream out;
    REQUIRE(export_graph(graph, format, out, options));
    return out.str();
}

PropertyGraph sample() {
    GraphBuilder b;
    const NodeId a = b.add_node("Person", {{"id", "person:anna"}, {"name", "Anna <Berg>"}});
    const NodeId r = b.add_node("State", {{"id", "state:RUR"}, {"name", "=Ruritania"}});
    const List first = {Value(Map{{"article", "x"}, {"sentence", "She \"asked\".\nTwice."}})}, second = {Value(Map{{"article", "y"}, {"sentence", "Again."}})};
    b.add_edge(a, "requested", r, {{"evidence", Value(first)}, {"first_date", "2024-10-14"}, {"last_date", "2024-10-14"}, {"topic", "visas"}, {"weight", 1}});
    b.add_edge(a, "requested", r, {{"evidence", Value(second)}, {"first_date", "2024-09-01"}, {"last_date", "2024-09-30"}, {"topic", "trade"}, {"weight", 2}});
    b.add_edge(a, "represents", r, {{"weight", 1}});
    return std::move(*b.freeze());
}

}  // namespace demarche::test
