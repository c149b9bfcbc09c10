// Search over ideas and comments with marked excerpts. Joined into screens::routes().
#include "discussion/comment_repo.hpp"
#include "http/utf8.hpp"
#include "ideas/idea_list.hpp"
#include "ideas/idea_text.hpp"
#include "pages/markdown.hpp"
#include "screens/idea_parts.hpp"
#include "screens/page_routes.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

#include <charconv>
#include <limits>

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

LocalText redesign_title(const Page& page, const std::string& slug) {
  const auto redesign = redesigns::find_redesign(page.db(), slug);
  if (!redesign) return {{}, page.language()};
  return local_text(page, redesigns::parse_redesign_texts(redesign->texts_json).title, redesign->languages);
}

std::string without(std::string text, std::string_view mark) {
  for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at)) text.erase(at, mark.size());
  return text;
}

/// The index holds an idea in all its languages: the excerpt is in the one whose text has these words.
std::string excerpt_language(const Page& page, const ideas::Idea& idea, const std::string& excerpt) {
  const std::string words = without(without(without(excerpt, {&db::mark_start, 1}), {&db::mark_end, 1}), "…");
  constexpr std::size_t everything = std::numeric_limits<std::size_t>::max();
  if (pages::excerpt(idea.body, everything).find(words) != std::string::npos) return idea.language;
  for (const auto& text : ideas::load_translations(page.db(), idea)) {
    if (pages::excerpt(text.title + "\n" + text.body, everything).find(words) != std::string::npos) return text.language;
  }
  return idea.language;
}

/// A result and the languages of its two texts.
struct Shown {
  LocalText title;    // with marks
  LocalText excerpt;  // with marks
};

Shown shown_idea(const Page& page, const ideas::FoundText& found, const ideas::Idea& idea) {
  Shown shown{{found.title, idea.language}, {found.excerpt, excerpt_language(page, idea, found.excerpt)}};
  if (found.title.find(db::mark_start) != std::string::npos) return shown;
  const TitleShown own = title_for(page, idea);
  shown.title = {own.text, own.language};
  return shown;
}

Shown shown_comment(const Page& page, const ideas::FoundText& found, const ideas::Idea& idea) {
  const auto comment = discussion::find_comment(page.db(), CommentId{found.id});
  const TitleShown title = title_for(page, idea);
  return {{title.text, title.language}, {found.excerpt, comment ? comment->language : idea.language}};
}

/// The mark of a result none of whose words are in the reader's language, or only its title.
std::string result_mark(const Page& page, const Shown& shown, const ideas::Idea& idea, bool is_idea) {
  if (!is_idea) return original_text(page, shown.excerpt.language);
  return shown.title.language == idea.language || shown.excerpt.language == idea.language ? original_text(page, idea.language) : std::string();
}

json result_view(const Page& page, const ideas::FoundText& found) {
  const bool is_idea = found.kind == db::SearchKind::idea;
  const auto idea = ideas::find_idea(page.db(), found.idea);
  if (!idea) return {};
  std::string path = page.href("/ideas/" + found.idea.text());
  std::string meta;
  if (!is_idea) path += "#comment-" + std::to_string(found.id);
  else meta = page.count("count.supports", idea->supports) + ", " + page.count("count.comments", idea->comments);
  const LocalText where = redesign_title(page, found.redesign_slug);
  const Shown shown = is_idea ? shown_idea(page, found, *idea) : shown_comment(page, found, *idea);
  return {
      {"kind_text", page.text(is_idea ? "search.kind_idea" : "search.kind_comment")},
      {"where_text", where.text},
      {"where_lang", where.language},
      {"lang", shown.excerpt.language},
      {"original_text", result_mark(page, shown, *idea, is_idea)},
      {"href", path},
      {"title_lang", is_idea ? shown.title.language : page.language()},
      {"title_html", is_idea ? marked_html(shown.title.text) : text_html(page, "search.in_comment", {{"title", shown.title}})},
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
  for (const auto& one : found.items) {
    if (json result = result_view(*page, one); !result.is_null()) results.push_back(std::move(result));
  }
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
