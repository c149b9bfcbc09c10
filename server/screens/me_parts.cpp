// Builds what the pages under /me share. Called by account, me_lists, notices_page, settings_page and data_page.
#include "screens/me_parts.hpp"

#include "ideas/draft.hpp"
#include "ideas/idea_repo.hpp"
#include "notices/notice_store.hpp"
#include "people/person_repo.hpp"
#include "screens/idea_parts.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <charconv>

namespace palabre::screens {

using nlohmann::json;

namespace {

constexpr std::array<std::string_view, 11> tab_names{"overview", "ideas", "drafts", "supports", "follows", "comments", "rounds", "votes", "notices", "settings", "data"};

std::string_view name_of(MyTab tab) { return tab_names[static_cast<std::size_t>(tab)]; }

std::string path_of(MyTab tab) { return tab == MyTab::overview ? std::string("/me") : "/me/" + std::string(name_of(tab)); }

json tabs_view(const Page& page, MyTab current) {
  const auto unread = notices::count_unread(page.db(), page.person());
  json tabs = json::array();
  for (std::size_t i = 0; i < tab_names.size(); ++i) {
    const auto tab = static_cast<MyTab>(i);
    tabs.push_back({{"href", page.href(path_of(tab))},
                    {"text", page.text("me.tab_" + std::string(name_of(tab)))},
                    {"count_text", tab == MyTab::notices && unread > 0 ? std::to_string(unread) : std::string()},
                    {"is_current", tab == current}});
  }
  return tabs;
}

}  // namespace

namespace {

std::string title_of(const Page& page, MyTab tab) {
  return tab == MyTab::overview ? page.text("account.title") : page.text("me.tab_" + std::string(name_of(tab)));
}

}  // namespace

Result<people::Person> open_my_page(Page& page, MyTab tab) {
  auto person = people::find_person(page.db(), page.person());
  if (!person) return refuse(Reason::not_found, "this account is gone");
  const std::string title = title_of(page, tab);
  page.set_title(title);
  if (tab != MyTab::overview) page.add_crumb(page.text("account.title"), "/me");
  page.add_crumb(title);
  return std::move(*person);
}

json my_head_view(const Page& page, MyTab tab, const people::Person& person) {
  return {{"title_text", title_of(page, tab)},
          {"name", person.name},
          {"email_text", person.email},
          {"unverified_text", person.email_verified_at ? std::string() : page.text("account.unverified")},
          {"tabs", tabs_view(page, tab)}};
}

std::string next_step_text(const Page& page, const ideas::Idea& idea) {
  if (idea.answer_due_at && ideas::is_listed(idea.state)) return page.text("me.next_due", {{"day", day_words(page, *idea.answer_due_at)}});
  return page.text("me.next." + std::string(ideas::name_of(idea.state)));
}

json my_empty_view(const Page& page, MyTab tab) {
  const std::string name(name_of(tab));
  return {{"is_search", false},
          {"is_done", false},
          {"is_start", tab != MyTab::notices && tab != MyTab::drafts},
          {"is_notices", tab == MyTab::notices},
          {"is_drafts", tab == MyTab::drafts},
          {"title_text", page.text("me.empty_" + name + "_title")},
          {"text", page.text("me.empty_" + name + "_text")},
          {"action", {{"href", page.href("/")}, {"text", page.text("me.see_redesigns")}}}};
}

Slice read_slice(const Page& page) {
  constexpr std::size_t number_max = 1000;
  Slice slice;
  slice.size = page.call().services.limits->page_size;
  const std::string text = page.param("page");
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc{} && end == text.data() + text.size() && number >= 1 && number <= number_max) slice.number = number;
  return slice;
}

json slice_pages_view(const Page& page, const std::string& path, const Slice& slice, std::size_t found) {
  const bool has_next = found > slice.size;
  if (slice.number == 1 && !has_next) return false;
  return {{"previous_href", slice.number > 1 ? page.href(path) : std::string()},
          {"page_text", page.text("me.page", {{"number", static_cast<std::int64_t>(slice.number)}})},
          {"next_href", has_next ? with_param(page.href(path), "page", std::to_string(slice.number + 1)) : std::string()}};
}

json my_idea_lines(const Page& page, const std::vector<IdeaId>& ids, bool is_mine) {
  json lines = json::array();
  for (const auto id : ids) {
    const auto idea = ideas::find_idea(page.db(), id);
    if (!idea) continue;
    const TitleShown title = title_for(page, *idea);
    lines.push_back(idea_line_view(page, {"/ideas/" + id.text(), title.text, title.language, idea->state,
                                          {is_mine ? next_step_text(page, *idea) : page.count("count.supports", idea->supports),
                                           page.count("count.comments", idea->comments)}}));
  }
  return lines;
}

json my_draft_lines(const Page& page, std::size_t offset, std::size_t limit) {
  json lines = json::array();
  const auto drafts = ideas::load_drafts(page.db(), page.person());
  for (std::size_t i = offset; i < drafts.size() && i < offset + limit; ++i) {
    const auto& draft = drafts[i];
    const std::string path = "/redesigns/" + draft.redesign_slug + "/ideas/new?draft=" + draft.id.text();
    lines.push_back(idea_line_view(page, {path, draft.title.empty() ? page.text("idea.draft_title") : draft.title, draft.language,
                                          ideas::IdeaState::draft, {when_text(page, draft.updated_at)}}));
  }
  return lines;
}

}  // namespace palabre::screens
