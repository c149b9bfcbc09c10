// The list of notices: what happened to what one follows, read line by line or all at once. Joined into screens::routes().
#include "http/input.hpp"
#include "http/paging.hpp"
#include "notices/notice_words.hpp"
#include "screens/me_parts.hpp"
#include "screens/notice_parts.hpp"
#include "screens/page_routes.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::screens {

using nlohmann::json;

json notice_views(const Page& page, const std::vector<notices::Notice>& found) {
  const auto& catalogue = *page.call().services.catalogue;
  json views = json::array();
  for (const auto& notice : found) {
    const auto about = notices::about_of(catalogue, page.language(), notice);
    const bool is_hidden = notice.kind == notices::NoticeKind::hidden;
    views.push_back({{"id", notice.id.value},
                     {"kind", notices::name_of(notice.kind)},
                     {"is_unread", !notice.is_read},
                     {"what_text", notices::notice_text(catalogue, page.language(), notice)},
                     {"href", page.href(notices::path_of(notice))},
                     {"title", about.text},
                     {"lang", about.language},
                     {"when_iso", iso_text(notice.at)},
                     {"when_text", when_text(page, notice.at)},
                     {"reason_text", notices::reason_text(catalogue, page.language(), notice)},
                     {"appeal_href", is_hidden ? page.href("/about/charter") : std::string()},
                     {"action", page.href("/me/notices")}});
  }
  return views;
}

namespace {

constexpr std::string_view order = "notices";

notices::NoticePlace place_of(const http::Request& request) {
  const auto after = request.param("after");
  if (!after) return {};
  const auto cursor = http::decode_cursor(*after, order);
  return cursor ? notices::NoticePlace{Instant{cursor->key}, cursor->id} : notices::NoticePlace{};
}

json pages_view(const Page& page, const std::vector<notices::Notice>& shown, bool has_next) {
  const bool is_first = !page.call().request.param("after");
  if (is_first && !has_next) return false;
  const std::string path = page.href("/me/notices");
  std::string next;
  if (has_next) next = with_param(path, "after", http::encode_cursor({std::string(order), shown.back().at.unix_ms, shown.back().id.value, 0}));
  return {{"previous_href", is_first ? std::string() : path}, {"page_text", ""}, {"next_href", next}};
}

Result<http::Response> get_notices(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto me = open_my_page(*page, MyTab::notices);
  if (!me) return me.error();
  const std::size_t size = call.services.limits->page_size;
  auto found = notices::load_notices(page->db(), page->person(), place_of(call.request), size + 1);
  const bool has_next = found.size() > size;
  if (has_next) found.pop_back();
  const auto unread = notices::count_unread(page->db(), page->person());
  std::int64_t newest = 0;
  for (const auto& notice : found) newest = std::max(newest, notice.last_seq);
  json items = notice_views(*page, found);
  const json view = {
      {"head", my_head_view(*page, MyTab::notices, *me)},
      {"has_unread", unread > 0},
      {"unread_text", page->count("told.unread", unread)},
      {"action", page->href("/me/notices")},
      {"until", newest},
      {"has_items", !items.empty()},
      {"items", std::move(items)},
      {"empty", found.empty() ? my_empty_view(*page, MyTab::notices) : json(false)},
      {"pages", pages_view(*page, found, has_next)},
      {"settings_href", page->href("/me/settings")},
  };
  return page->show("notices", view);
}

/// "notice" names one line; without it everything up to the newest line that was shown.
Result<http::Response> post_notices(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  auto input = http::Input::from_form(call.request.body);
  if (!input) return input.error();
  const auto one = input->optional_integer("notice", 1, INT64_MAX);
  const auto until = input->optional_integer("until", 0, INT64_MAX);
  if (auto refusal = input->refusal()) return *refusal;
  if (one) {
    const auto done = notices::read_notice(page->db(), page->person(), NoticeId{*one});
    if (!done) return done.error();
    return go_to(*page, "/me/notices");
  }
  notices::read_all_notices(page->db(), page->person(), until.value_or(INT64_MAX));
  return go_to(*page, "/me/notices", "notices_read");
}

}  // namespace

http::Routes notices_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/me/notices", Who::signed_in, Kind::read, Cost::normal, Audience::mine, get_notices},
      {Method::post, "/{lang}/me/notices", Who::signed_in, Kind::write, Cost::normal, Audience::mine, post_notices},
  };
}

}  // namespace palabre::screens
