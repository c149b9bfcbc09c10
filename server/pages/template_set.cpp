// Links parsed templates to their partials and renders them onto one string.
// Called by screens for pages and fragments, and by the tests that compare with mustache.js.
#include "pages/template_set.hpp"

#include "pages/template_nodes.hpp"
#include "pages/view_value.hpp"

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace palabre::pages {

using nlohmann::json;

struct TemplateSet::Parsed {
  std::vector<Template> templates;
  std::map<std::string, std::uint32_t, std::less<>> index;
  Escaping escaping = Escaping::mustache_js;
};

namespace {

constexpr int partial_depth_max = 64;
constexpr std::size_t page_bytes_typical = 32 * 1024;

/// How far the current partial is indented. `covers_first_line` is false after text on the calling line.
struct Indentation {
  std::string_view prefix;
  bool covers_first_line = true;
  [[nodiscard]] bool covers(const Node& node) const {
    return !prefix.empty() && (covers_first_line || !node.is_first_line);
  }
};

class Renderer {
 public:
  Renderer(const std::vector<Template>& templates, Escaping escaping, std::string& out)
      : templates_(templates), escaping_(escaping), out_(out) {}

  void render_template(std::uint32_t target, const Frame& frame, const Indentation& indentation) {
    const Template& called = templates_[target];
    if (++depth_ > partial_depth_max) throw std::runtime_error("template \"" + called.name + "\" calls itself without end");
    render_nodes(called.nodes, 0, called.nodes.size(), frame, indentation);
    --depth_;
  }

 private:
  using Nodes = std::vector<Node>;

  void render_nodes(const Nodes& nodes, std::size_t begin, std::size_t end, const Frame& frame, const Indentation& indentation) {
    for (std::size_t i = begin; i < end; ++i) {
      const Node& node = nodes[i];
      switch (node.kind) {
        case Node::Kind::text: out_ += node.text; break;
        case Node::Kind::line_start:
          if (indentation.covers(node)) out_ += indentation.prefix;
          break;
        case Node::Kind::escaped:
        case Node::Kind::raw: render_variable(node, frame); break;
        case Node::Kind::partial: render_partial(node, frame, indentation); break;
        case Node::Kind::section:
          render_section(nodes, i, frame, indentation);
          i = node.end - 1;
          break;
        case Node::Kind::inverted: {
          json computed;
          const json* value = find_value(node.name, frame, computed);
          if (value == nullptr || !is_truthy(*value)) render_nodes(nodes, i + 1, node.end, frame, indentation);
          i = node.end - 1;
          break;
        }
      }
    }
  }

  void render_variable(const Node& node, const Frame& frame) {
    json computed;
    const json* value = find_value(node.name, frame, computed);
    if (value == nullptr || value->is_null()) return;
    if (node.kind == Node::Kind::raw) append_raw(*value, out_);
    else append_escaped(*value, escaping_, out_);
  }

  void render_section(const Nodes& nodes, std::size_t at, const Frame& frame, const Indentation& indentation) {
    const Node& section = nodes[at];
    json computed;
    const json* value = find_value(section.name, frame, computed);
    if (value == nullptr || !is_truthy(*value)) return;
    if (value->is_array()) {
      for (const json& item : *value) render_nodes(nodes, at + 1, section.end, Frame{&item, &frame}, indentation);
    } else if (value->is_boolean()) {
      render_nodes(nodes, at + 1, section.end, frame, indentation);
    } else {
      render_nodes(nodes, at + 1, section.end, Frame{value, &frame}, indentation);
    }
  }

  /// The indentation of a partial is the white space before its tag, added to that of the template it stands in.
  void render_partial(const Node& node, const Frame& frame, const Indentation& outer) {
    if (node.target == Node::no_target) return;
    if (!node.takes_indentation) return render_template(node.target, frame, {});
    if (!outer.covers(node)) return render_template(node.target, frame, {node.text, !node.follows_text});
    const std::string prefix = std::string(outer.prefix) + node.text;
    render_template(node.target, frame, {prefix, !node.follows_text});
  }

  const std::vector<Template>& templates_;
  Escaping escaping_;
  std::string& out_;
  int depth_ = 0;
};

}  // namespace

TemplateSet TemplateSet::load(const std::filesystem::path& file) {
  std::ifstream stream(file);
  if (!stream) throw std::runtime_error("cannot open the templates at " + file.string());
  std::vector<std::pair<std::string, std::string>> named_texts;
  try {
    const json texts = json::parse(stream);
    for (const auto& [name, text] : texts.items()) named_texts.emplace_back(name, text.get<std::string>());
  } catch (const json::exception& error) {
    throw std::runtime_error(file.string() + " is not an object of template texts: " + error.what());
  }
  return parse(named_texts);
}

TemplateSet TemplateSet::parse(const std::vector<std::pair<std::string, std::string>>& named_texts, Dialect dialect) {
  auto parsed = std::make_shared<Parsed>();
  if (dialect == Dialect::specification) parsed->escaping = Escaping::specification;
  for (const auto& [name, text] : named_texts) {
    const auto place = static_cast<std::uint32_t>(parsed->templates.size());
    if (!parsed->index.emplace(name, place).second) throw std::runtime_error("two templates are named \"" + name + '"');
    parsed->templates.push_back(parse_template(name, text));
  }
  for (std::size_t i = 0; i < named_texts.size(); ++i) {
    for (Node& node : parsed->templates[i].nodes) {
      if (node.kind != Node::Kind::partial) continue;
      const auto found = parsed->index.find(node.name.whole);
      if (found != parsed->index.end()) node.target = found->second;
      else if (dialect == Dialect::strict_mustache_js) {
        throw std::runtime_error("template \"" + named_texts[i].first + "\", " + place_text(named_texts[i].second, node.position) +
                                 ": there is no partial \"" + node.name.whole + '"');
      }
    }
  }
  return TemplateSet(std::move(parsed));
}

bool TemplateSet::has(std::string_view name) const { return parsed_->index.find(name) != parsed_->index.end(); }

std::string TemplateSet::render(std::string_view name, const json& view, const json& shared) const {
  const auto found = parsed_->index.find(name);
  if (found == parsed_->index.end()) throw std::out_of_range("there is no template \"" + std::string(name) + '"');
  std::string out;
  out.reserve(page_bytes_typical);
  const Frame bottom{&shared, nullptr};
  const Frame top{&view, &bottom};
  Renderer(parsed_->templates, parsed_->escaping, out).render_template(found->second, top, {});
  return out;
}

}  // namespace palabre::pages
