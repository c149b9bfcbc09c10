// One's own ideas, drafts, supports, follows, comments, the rounds one joined and the votes one took part in, each paged and never blank. Joined into screens::routes().
#include "discussion/comment_repo.hpp"
#include "http/paging.hpp"
#include "ideas/idea_repo.hpp"
#include "ideas/own_ideas.hpp"
#include "notices/follow.hpp"
#include "pages/markdown.hpp"
#include "redesigns/texts.hpp"
#include "screens/idea_parts.hpp"
#include "screens/me_parts.hpp"
#include "screens/page_routes.hpp"
#include "screens/round_parts.hpp"
#include "screens/vote_parts.hpp"
#include "screens/wording.hpp"
#include "votes/voted.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using nlohmann::json;

namespace {

Result<http::Response> show_list(Page& page, MyTab tab, json lines, json pages) {
  const auto me = open_my_page(page, tab);
  if (!me) return me.error();
  const bool is_empty = lines.empty();
  const json view = {{"head", my_head_view(page, tab, *me)},
                     {"has_items", !is_empty},
                     {"items", std::move(lines)},
                     {"empty", is_empty ? my_empty_view(page, tab) : json(false)},
                     {"pages", std::move(pages)}};
  return page.show("my_list", view);
}

/// A line of the list: an idea line, with what may stand under it.
json line_of(json idea_line) {
  return {{"line", std::move(idea_line)}, {"quote", ""}, {"quote_lang", ""}, {"new_text", ""}, {"stop", false}};
}

json lines_of(json idea_lines) {
  json lines = json::array();
  for (auto& one : idea_lines) lines.push_back(line_of(std::move(one)));
  return lines;
}

template <class List>
void cut(List& list, std::size_t size) {
  if (list.size() > size) list.resize(size);
}

Result<http::Response> get_ideas(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const Slice slice = read_slice(*page);
  auto ids = ideas::load_written(page->db(), page->person(), slice.size + 1, slice.offset());
  json pages = slice_pages_view(*page, "/me/ideas", slice, ids.size());
  cut(ids, slice.size);
  return show_list(*page, MyTab::ideas, lines_of(my_idea_lines(*page, ids, true)), std::move(pages));
}

Result<http::Response> get_drafts(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const Slice slice = read_slice(*page);
  json lines = my_draft_lines(*page, slice.offset(), slice.size + 1);
  json pages = slice_pages_view(*page, "/me/drafts", slice, lines.size());
  if (lines.size() > slice.size) lines.erase(lines.size() - 1);
  return show_list(*page, MyTab::drafts, lines_of(std::move(lines)), std::move(pages));
}

Result<http::Response> get_supports(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const Slice slice = read_slice(*page);
  auto ids = ideas::load_supported_everywhere(page->db(), page->person(), slice.size + 1, slice.offset());
  json pages = slice_pages_view(*page, "/me/supports", slice, ids.size());
  cut(ids, slice.size);
  return show_list(*page, MyTab::supports, lines_of(my_idea_lines(*page, ids, false)), std::move(pages));
}

// ---- comments

json comment_line(const Page& page, const discussion::Comment& comment) {
  const auto idea = ideas::find_idea(page.db(), comment.idea);
  if (!idea) return nullptr;
  const bool is_hidden = idea->state == ideas::IdeaState::hidden;
  const std::string path = "/ideas/" + comment.idea.text() + "#comment-" + comment.id.text();
  std::vector<std::string> facts{when_text(page, comment.created_at)};
  if (comment.state == discussion::CommentState::hidden) facts.push_back(page.text("comment.hidden"));
  json line = line_of(idea_line_view(page, {path, is_hidden ? page.text("idea.hidden_title") : idea->title,
                                            is_hidden ? page.language() : idea->language, idea->state, std::move(facts)}));
  line["quote"] = pages::excerpt(comment.body, 220);
  line["quote_lang"] = comment.language;
  return line;
}

Result<http::Response> get_comments(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const Slice slice = read_slice(*page);
  auto written = discussion::load_written_comments(page->db(), page->person(), slice.size + 1, slice.offset());
  json pages = slice_pages_view(*page, "/me/comments", slice, written.size());
  cut(written, slice.size);
  json lines = json::array();
  for (const auto& comment : written)
    if (json line = comment_line(*page, comment); !line.is_null()) lines.push_back(std::move(line));
  return show_list(*page, MyTab::comments, std::move(lines), std::move(pages));
}

// ---- rounds

Result<http::Response> get_rounds(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const Slice slice = read_slice(*page);
  auto joined = rounds::load_joined_rounds(page->db(), page->person(), slice.size + 1, slice.offset());
  json pages = slice_pages_view(*page, "/me/rounds", slice, joined.size());
  cut(joined, slice.size);
  json lines = json::array();
  for (const auto& round : joined) lines.push_back(line_of(joined_round_view(*page, round)));
  return show_list(*page, MyTab::rounds, std::move(lines), std::move(pages));
}

// ---- votes

Result<http::Response> get_votes(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const Slice slice = read_slice(*page);
  auto voted = votes::load_voted(page->db(), page->person(), slice.size + 1, slice.offset());
  json pages = slice_pages_view(*page, "/me/votes", slice, voted.size());
  cut(voted, slice.size);
  json lines = json::array();
  for (const auto id : voted) lines.push_back(line_of(voted_line_view(*page, id)));
  return show_list(*page, MyTab::votes, std::move(lines), std::move(pages));
}

// ---- follows

json stop_view(const Page& page, const std::string& path, const std::string& title) {
  return {{"action", page.href(path + "/follow")}, {"back", page.href("/me/follows")}, {"title", title}};
}

json followed_line(const Page& page, const notices::Followed& followed) {
  const std::string since = page.text("follow.since", {{"day", day_words(page, followed.since)}});
  if (!followed.idea.is_set()) {
    const auto redesign = redesigns::find_redesign(page.db(), followed.redesign);
    const auto title = local_text(page, redesigns::parse_redesign_texts(redesign->texts_json).title, redesign->languages);
    const std::string path = "/redesigns/" + redesign->slug;
    json line = line_of({{"href", page.href(path)}, {"lang", title.language}, {"original_text", original_text(page, title.language)}, {"title", title.text}, {"title_html", ""}, {"status", "brand"},
                         {"status_text", page.text("redesign.state." + std::string(redesigns::name_of(redesign->state)))},
                         {"facts", {{{"text", since}, {"is_late", false}}}}});
    line["stop"] = stop_view(page, path, title.text);
    return line;
  }
  const auto idea = ideas::find_idea(page.db(), followed.idea).value();
  const TitleShown title = title_for(page, idea);
  const std::string path = "/ideas/" + idea.id.text();
  json line = line_of(idea_line_view(page, {path, title.text, title.language, idea.state, {page.count("count.comments", idea.comments), since}}));
  if (followed.new_comments > 0) line["new_text"] = page.count("unread.new", followed.new_comments);
  line["stop"] = stop_view(page, path, title.text);
  return line;
}

Result<http::Response> get_follows(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  constexpr std::string_view order = "follows";
  const std::size_t size = call.services.limits->page_size;
  notices::FollowPlace after;
  const auto typed = call.request.param("after");
  if (typed)
    if (const auto cursor = http::decode_cursor(*typed, order)) after = {Instant{cursor->key}, cursor->id};
  auto found = notices::load_followed(page->db(), page->person(), after, size + 1);
  const bool has_next = found.size() > size;
  cut(found, size);
  const std::string path = page->href("/me/follows");
  json pages = false;
  if (typed || has_next) {
    std::string next;
    if (has_next) next = with_param(path, "after", http::encode_cursor({std::string(order), found.back().since.unix_ms, found.back().target.id, 0}));
    pages = {{"previous_href", typed ? path : std::string()}, {"page_text", ""}, {"next_href", next}};
  }
  json lines = json::array();
  for (const auto& followed : found) lines.push_back(followed_line(*page, followed));
  return show_list(*page, MyTab::follows, std::move(lines), std::move(pages));
}

}  // namespace

http::Routes me_list_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/me/ideas", Who::signed_in, Kind::read, Cost::normal, Audience::mine, get_ideas},
      {Method::get, "/{lang}/me/drafts", Who::signed_in, Kind::read, Cost::normal, Audience::mine, get_drafts},
      {Method::get, "/{lang}/me/supports", Who::signed_in, Kind::read, Cost::normal, Audience::mine, get_supports},
      {Method::get, "/{lang}/me/comments", Who::signed_in, Kind::read, Cost::normal, Audience::mine, get_comments},
      {Method::get, "/{lang}/me/rounds", Who::signed_in, Kind::read, Cost::normal, Audience::mine, get_rounds},
      {Method::get, "/{lang}/me/votes", Who::signed_in, Kind::read, Cost::normal, Audience::mine, get_votes},
      {Method::get, "/{lang}/me/follows", Who::signed_in, Kind::read, Cost::normal, Audience::mine, get_follows},
  };
}

}  // namespace palabre::screens
