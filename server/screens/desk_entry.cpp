// One entry of the desk: correct its words, take it back. Joined into screens::routes(). Who: the facilitator who entered it.
#include "assisted/change_entry.hpp"
#include "discussion/comment_repo.hpp"
#include "ideas/idea_repo.hpp"
#include "screens/desk_parts.hpp"
#include "screens/page_routes.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using assisted::EntryKind;
using nlohmann::json;

namespace {

struct EntryAtHand {
  RedesignAtHand at;
  assisted::ShownEntry shown;
};

Result<EntryAtHand> open_entry(Page& page) {
  auto at = open_desk(page);
  if (!at) return at.error();
  const auto id = page.call().path_id<assisted::EntryId>();
  if (!id) return id.error();
  const auto entry = assisted::find_entry(page.db(), *id);
  if (!entry || entry->redesign != at->redesign.id) return refuse(Reason::not_found, "no such entry", "id");
  if (entry->facilitator != page.person()) return refuse(Reason::not_allowed, "only the facilitator who entered it takes it back or corrects it");
  const auto slip = assisted::find_slip(page.db(), entry->person).value();
  assisted::ShownEntry shown{*entry, slip.number, slip.name, {}, {}, slip.claimed_at.has_value()};
  if (const auto idea = entry->idea.is_set() ? ideas::find_idea(page.db(), entry->idea) : std::nullopt) {
    shown.title = idea->title;
    shown.title_language = idea->language;
  }
  return EntryAtHand{std::move(*at), std::move(shown)};
}

void fill_words(Page& page, Form& form, const assisted::Entry& entry) {
  if (entry.kind == EntryKind::idea) {
    const auto idea = ideas::find_idea(page.db(), entry.idea).value();
    form.fill("title", idea.title).fill("body", idea.body);
  }
  if (entry.kind == EntryKind::comment) form.fill("body", discussion::find_comment(page.db(), entry.comment).value().body);
}

std::string contribution_href(const Page& page, const assisted::Entry& entry, const RedesignAtHand& at) {
  if (entry.kind == EntryKind::comment) return page.href("/ideas/" + entry.idea.text() + "#comment-" + entry.comment.text());
  return entry.idea.is_set() ? page.href("/ideas/" + entry.idea.text()) : page.href("/redesigns/" + at.redesign.slug);
}

std::string entry_href(const Page& page, const EntryAtHand& here) { return page.href(desk_path(here.at) + "/entries/" + here.shown.entry.id.text()); }

json correct_view(Page& page, const EntryAtHand& here, Form& form) {
  const auto& entry = here.shown.entry;
  if (entry.kind != EntryKind::idea && entry.kind != EntryKind::comment) return false;
  const Limits& limits = *page.call().services.limits;
  fill_words(page, form, entry);
  json fields = json::array();
  if (entry.kind == EntryKind::idea)
    fields.push_back(form.field_view(page, {.name = "title", .label = page.text("desk.title_label"), .length = {limits.title_chars_min, limits.title_chars_max}}));
  fields.push_back(form.field_view(page, {.name = "body", .label = page.text("desk.body_label"), .kind = FieldKind::area,
                                          .length = {1, entry.kind == EntryKind::idea ? limits.idea_chars_max : limits.comment_chars_max}, .rows = 6}));
  return {{"action", entry_href(page, here)}, {"fields", std::move(fields)}, {"form_key", form.key()}};
}

http::Response show_entry(Page& page, const EntryAtHand& here, Form form) {
  json view = desk_head_view(page, here.at, "desk.entry_title", "");
  const auto& entry = here.shown.entry;
  const auto may = assisted::decide_change(entry, here.shown.is_claimed, page.actor(here.at.redesign.id), page.now());
  view["line"] = entry_line_view(page, here.at, here.shown);
  view["see_href"] = contribution_href(page, entry, here.at);
  view["slip_href"] = here.shown.is_claimed ? std::string() : entry_href(page, here) + "/slip";
  view["back_href"] = page.href(desk_path(here.at));
  view["correct"] = may ? correct_view(page, here, form) : json(false);
  view["undo"] = may ? json({{"action", entry_href(page, here)}, {"form_key", Form().key()}}) : json(false);
  view["why_not_text"] = may ? std::string()
                         : entry.undone_at      ? page.text("desk.taken_back")
                         : here.shown.is_claimed ? page.text("desk.claimed")
                                                 : page.text("desk.day_over");
  view["errors"] = form.errors_view(page);
  return page.show("desk_entry", view, form.status());
}

Result<http::Response> get_entry(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto here = open_entry(*page);
  if (!here) return here.error();
  return show_entry(*page, *here, {});
}

Result<void> correct(Page& page, const EntryAtHand& here) {
  const Limits& limits = *page.call().services.limits;
  auto input = http::Input::from_form(page.call().request.body);
  if (!input) return input.error();
  assisted::Correction wanted;
  wanted.entry = here.shown.entry.id;
  if (here.shown.entry.kind == EntryKind::idea) wanted.title = input->line("title", {limits.title_chars_min, limits.title_chars_max});
  wanted.body = input->text("body", {1, limits.idea_chars_max});
  for (const auto* other : {"key", "do"}) input->ignore(other);
  if (auto refusal = input->refusal()) return *refusal;
  return assisted::correct_entry(page.db(), page.actor(here.at.redesign.id), wanted, page.text("desk.correction_note"), limits);
}

Result<http::Response> post_entry(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto here = open_entry(*page);
  if (!here) return here.error();
  Form form = Form::typed(call.request);
  const bool is_undo = form.value("do") == "undo";
  const auto changed = is_undo ? assisted::undo_entry(page->db(), page->actor(here->at.redesign.id), here->shown.entry.id, *call.services.limits)
                               : correct(*page, *here);
  if (changed) return go_to(*page, desk_path(here->at), is_undo ? "entry_undone" : "entry_corrected");
  if (!form.take(changed.error())) return changed.error();
  return show_entry(*page, *here, std::move(form));
}

}  // namespace

http::Routes desk_entry_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/redesigns/{slug}/desk/entries/{id}", Who::facilitator, Kind::read, Cost::normal, Audience::mine, get_entry},
      {Method::post, "/{lang}/redesigns/{slug}/desk/entries/{id}", Who::facilitator, Kind::write, Cost::normal, Audience::mine, post_entry},
  };
}

}  // namespace palabre::screens
