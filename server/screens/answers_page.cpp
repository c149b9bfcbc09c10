// All answers in force of a redesign, for everybody: kind, day, when it is looked at again; filters and a table to download.
// Officers see besides what waits for release. Joined into screens::routes().
#include "followup/answer_list.hpp"
#include "followup/desk_repo.hpp"
#include "http/paging.hpp"
#include "ideas/idea_repo.hpp"
#include "pages/localised.hpp"
#include "pages/markdown.hpp"
#include "screens/commitment_parts.hpp"
#include "screens/idea_parts.hpp"
#include "screens/page_routes.hpp"
#include "screens/staff_parts.hpp"
#include "screens/staff_rules.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using followup::AnswerKind;
using followup::ListedAnswer;
using nlohmann::json;

namespace {

constexpr std::string_view answer_order = "answers";
constexpr std::size_t excerpt_chars = 280;

std::string answers_path(const RedesignAtHand& at) { return "/redesigns/" + at.redesign.slug + "/answers"; }

/// Where the follow-up stands: « Reporté au 3 mai », « Réexamen en retard de 4 jours ».
std::string follow_up_text(const Page& page, const ListedAnswer& listed) {
  const followup::Answer& answer = listed.shown.answer;
  if (listed.due_at && *listed.due_at < page.now()) {
    const std::int64_t days = std::max<std::int64_t>(1, (page.now().unix_ms - listed.due_at->unix_ms) / ms_per_day);
    return page.count("answers.late", days);
  }
  if (answer.kind == AnswerKind::deferred && answer.review_on) return page.text("answers.deferred_until", {{"day", day_words(page, *answer.review_on)}});
  if (listed.due_at) return page.text("answers.next_by", {{"day", day_words(page, *listed.due_at)}});
  return commitment_fact(page, answer.idea);
}

json item_view(const Page& page, const ListedAnswer& listed) {
  const followup::Answer& answer = listed.shown.answer;
  const auto idea = ideas::find_idea(page.db(), answer.idea);
  const TitleShown title = idea ? title_for(page, *idea) : TitleShown{listed.title, listed.title_language};
  const LocalText body = local_text(page, answer.texts);
  std::string languages;
  for (const auto& [language, text] : answer.texts) languages += (languages.empty() ? "" : ", ") + language_name(page, language);
  return {{"href", page.href("/ideas/" + answer.idea.text())},
          {"title", title.text},
          {"title_lang", title.language},
          {"kind", name_of(answer.kind)},
          {"kind_text", page.text("answer.kind." + std::string(name_of(answer.kind)))},
          {"reason_text", answer.reason_code ? page.text("answer.code." + std::string(name_of(*answer.reason_code))) : std::string()},
          {"when_iso", iso_text(answer.created_at)},
          {"when_text", page.text("time.on_day", {{"day", day_words(page, answer.created_at)}})},
          {"follow_up_text", follow_up_text(page, listed)},
          {"is_late", listed.due_at && *listed.due_at < page.now()},
          {"lang", body.language},
          {"excerpt", pages::excerpt(body.text, excerpt_chars)},
          {"languages_text", languages}};
}

followup::AnswerListQuery read_query(const Page& page) {
  followup::AnswerListQuery query;
  query.kind = followup::kind_of(page.param("kind"));
  const std::string language = page.param("language");
  if (language.size() == 2) query.language = language;
  query.is_late_only = page.param("late") == "1";
  query.now = page.now();
  query.limit = page.call().services.limits->page_size;
  if (const auto cursor = http::decode_cursor(page.param("after"), answer_order)) query.after = {cursor->key, cursor->id};
  return query;
}

json filter_view(const Page& page, const RedesignAtHand& at) {
  Form form;
  for (const auto name : {"kind", "language", "late"}) form.fill(name, page.param(name));
  Field kind{.name = "kind", .label = page.text("answers.filter_kind"), .kind = FieldKind::select, .is_required = false, .options = {{"", page.text("answers.any_kind")}}};
  for (const auto name : followup::kind_names()) kind.options.push_back({std::string(name), page.text("answer.kind." + std::string(name))});
  Field language{.name = "language", .label = page.text("answers.filter_language"), .kind = FieldKind::select, .is_required = false, .options = {{"", page.text("answers.any_language")}}};
  for (const auto& code : text_languages(page, at.redesign.languages)) language.options.push_back({code, language_name(page, code)});
  const Field late{.name = "late", .label = page.text("answers.filter_late"), .kind = FieldKind::select, .is_required = false, .options = {{"", page.text("answers.late_any")}, {"1", page.text("answers.late_only")}}};
  return {{"action", page.href(answers_path(at))}, {"fields", json::array({form.field_view(page, kind), form.field_view(page, language), form.field_view(page, late)})}};
}

/// This page with its filters, without the place in the list.
std::string filtered_address(const Page& page, std::string address) {
  for (const auto name : {"kind", "language", "late"}) {
    if (const std::string value = page.param(name); !value.empty()) address = with_param(address, name, std::string(name) == "late" && address.starts_with("/api/") ? "true" : value);
  }
  return address;
}

/// For officers only: what waits for a second pair of eyes.
json waiting_view(Page& page, const RedesignAtHand& at) {
  json views = json::array();
  if (!decide_inbox(page.actor(at.redesign.id))) return views;
  for (const auto& pending : followup::load_waiting(page.db(), at.redesign.id, page.call().services.limits->page_size_max)) {
    const auto idea = ideas::find_idea(page.db(), pending.answer.idea);
    if (idea) views.push_back({{"href", page.href("/pending-answers/" + pending.id.text())}, {"title", idea->title}, {"lang", idea->language},
                               {"text", page.text("release.written", {{"name", pending.writer_name}, {"when", when_text(page, pending.answer.created_at)}})}});
  }
  return views;
}

json empty_view(const Page& page, bool is_filtered) {
  return {{"is_search", is_filtered}, {"is_done", false}, {"is_start", !is_filtered}, {"is_notices", false}, {"is_drafts", false},
          {"title_text", page.text(is_filtered ? "answers.none_title" : "inbox.none_answered_title")},
          {"text", page.text(is_filtered ? "answers.none_text" : "inbox.none_answered_text")}, {"action", false}};
}

Result<http::Response> get_answers(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_redesign(*page, call.path_value("slug"));
  if (!at) return at.error();
  followup::AnswerListQuery query = read_query(*page);
  const std::int64_t total = followup::count_answer_list(page->db(), at->redesign.id, query);
  const std::size_t limit = query.limit++;
  auto list = followup::load_answer_list(page->db(), at->redesign.id, query);
  const std::string base = filtered_address(*page, page->href(answers_path(*at)));
  std::string next;
  if (list.size() > limit) {
    list.pop_back();
    next = with_param(base, "after", http::encode_cursor({std::string(answer_order), list.back().place.key, list.back().place.id, 0}));
  }
  page->set_title(page->text("answers.title"));
  add_redesign_crumb(*page, *at);
  page->add_crumb(page->text("answers.title"));
  json items = json::array();
  for (const auto& listed : list) items.push_back(item_view(*page, listed));
  json waiting = waiting_view(*page, *at);
  json view = staff_head_view(*page, *at);
  view["count_text"] = page->count("answers.count", total);
  view["filter"] = filter_view(*page, *at);
  view["csv_href"] = filtered_address(*page, "/api/v1/redesigns/" + at->redesign.slug + "/answers.csv");
  view["has_waiting"] = !waiting.empty();
  view["waiting"] = std::move(waiting);
  const bool is_later_page = !page->param("after").empty();
  view["pages"] = false;
  if (is_later_page || !next.empty()) {
    const auto number = [&](std::int64_t value) { return pages::format_number(page->language(), value); };
    view["pages"] = {{"previous_href", is_later_page ? base : std::string()},
                     {"page_text", page->text("pages.range", {{"shown", number(static_cast<std::int64_t>(items.size()))}, {"total", number(total)}})},
                     {"next_href", next}};
  }
  view["has_items"] = !items.empty();
  view["empty"] = items.empty() ? empty_view(*page, query.kind || !query.language.empty() || query.is_late_only) : json(false);
  view["items"] = std::move(items);
  return page->show("answers", view);
}

}  // namespace

http::Routes answers_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {{Method::get, "/{lang}/redesigns/{slug}/answers", Who::anyone, Kind::read, Cost::normal, Audience::page, get_answers}};
}

}  // namespace palabre::screens
