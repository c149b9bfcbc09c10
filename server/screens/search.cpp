// Search over ideas and comments with marked excerpts. Joined into screens::routes().
#include "http/utf8.hpp"
#include "ideas/idea_list.hpp"
#include "ideas/idea_text.hpp"
#include "screens/idea_parts.hpp"
#include "screens/page_routes.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

#include <charconv>

namespace palabre::screens {

using nlohmann::json;

namespace {

constexpr std::size_t offset_max = 1000;

/// Escapes first, then turns the search engine's marks into <mark>: they are characters no stored text holds.
std::string marked_html(std::string_view text) {
  std::string html;
  for (const char c : escape_html(text)) {
    if (c == db::mark_start) html += "<mark>";
    else if (c == db::mark_end) html += "</mark>";
    else html += c;
  }
  return html;
}

std::string redesign_title(const Page& page, const std::string& slug) {
  const auto redesign = redesigns::find_redesign(page.db(), slug);
  if (!redesign) return {};
  return local_text(page, redesigns::parse_redesign_texts(redesign->texts_json).title, redesign->languages).text;
}

json result_view(const Page& page, const ideas::FoundText& found) {
  const bool is_idea = found.kind == db::SearchKind::idea;
  const auto idea = ideas::find_idea(page.db(), found.idea);
  std::string path = page.href("/ideas/" + found.idea.text());
  std::string meta;
  if (!is_idea) path += "#comment-" + std::to_string(found.id);
  else if (idea) meta = page.count("count.supports", idea->supports) + ", " + page.count("count.comments", idea->comments);
  return {
      {"kind_text", page.text(is_idea ? "search.kind_idea" : "search.kind_comment")},
      {"where_text", redesign_title(page, found.redesign_slug)},
      {"lang", idea ? idea->language : page.language()},
      {"href", path},
      {"title_html", is_idea ? marked_html(found.title) : escape_html(page.text("search.in_comment", {{"title", found.title}}))},
      {"excerpt_html", marked_html(found.excerpt)},
      {"meta_text", meta},
  };
}

json empty_view(const Page& page, const std::string& q) {
  const bool is_start = q.empty();
  return {{"is_search", !is_start}, {"is_done", false}, {"is_start", is_start}, {"is_notices", false}, {"is_drafts", false},
          {"title_text", is_start ? page.text("search.start_title") : page.text("search.none_title", {{"q", q}})},
          {"text", page.text(is_start ? "search.start_text" : "search.none_text")}, {"action", false}};
}

std::size_t read_offset(const http::Request& request) {
  const std::string text = request.param("from").value_or("0");
  std::size_t offset = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), offset);
  return error == std::errc{} && end == text.data() + text.size() && offset <= offset_max ? offset : 0;
}

json pages_view(const Page& page, const std::string& q, std::size_t offset, const ideas::FoundPage& found) {
  if (offset == 0 && !found.next_offset) return false;
  const std::string address = with_param(page.href("/search"), "q", q);
  return {{"previous_href", offset > 0 ? address : std::string()},
          {"page_text", page.count("count.results", static_cast<std::int64_t>(found.items.size()))},
          {"next_href", found.next_offset ? with_param(address, "from", std::to_string(*found.next_offset)) : std::string()}};
}

Result<http::Response> get_search(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const Limits& limits = *call.services.limits;
  std::string q = http::tidy_line(call.request.param("q").value_or(""));
  if (ideas::count_chars(q) > limits.query_chars_max) q.clear();
  const std::size_t offset = read_offset(call.request);
  ideas::FoundPage found;
  if (!q.empty()) found = ideas::search_texts(page->db(), {q, std::nullopt, std::nullopt, limits.page_size, offset});
  json results = json::array();
  for (const auto& one : found.items) results.push_back(result_view(*page, one));
  for (const auto& redesign : redesigns::load_public_redesigns(page->db())) page->depend_on(redesigns::channel_of(redesign.id));
  page->depend_on("instance").set_title(page->text("search.title")).add_crumb(page->text("search.title"));
  const auto count = static_cast<std::int64_t>(results.size());
  const bool is_whole = offset == 0 && !found.next_offset;
  const json view = {
      {"action", page->href("/search")},
      {"q", q},
      {"count_text", count > 0 && is_whole ? page->text("search.count", {{"count", count}, {"q", q}}) : std::string()},
      {"has_results", count > 0},
      {"empty", count == 0 ? empty_view(*page, q) : json(false)},
      {"results", std::move(results)},
      {"pages", pages_view(*page, q, offset, found)},
  };
  return page->show("search", view);
}

}  // namespace

http::Routes search_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {{Method::get, "/{lang}/search", Who::anyone, Kind::read, Cost::costly, Audience::page, get_search}};
}

}  // namespace palabre::screens
