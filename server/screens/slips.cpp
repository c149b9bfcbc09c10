// Slips to print, A6: one for a person who was met, or blank ones to take along; and the page behind their code, where a person
// sees what was entered for them and makes it theirs. Joined into screens::routes().
#include "assisted/claim_slip.hpp"
#include "assisted/slip.hpp"
#include "drawing/qr_code.hpp"
#include "screens/desk_parts.hpp"
#include "screens/idea_parts.hpp"
#include "screens/page_routes.hpp"
#include "screens/site_address.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using nlohmann::json;

namespace {

constexpr std::size_t blank_slips = 4;      // A6 on one sheet of A4
constexpr std::size_t entries_shown = 100;

std::string slip_path(std::string_view number) { return "/slip?number=" + assisted::shown_slip(number); }

json slip_view(const Page& page, const RedesignAtHand& at, const std::string& number, const std::string& name) {
  const std::string site = site_address(page.call());
  const LocalText title = local_text(page, at.texts.title, at.redesign.languages);
  const auto code = site.empty() ? std::nullopt : drawing::qr_code(site + page.href(slip_path(number)));
  json picture = false;
  if (code) picture = {{"size", code->size}, {"path", code->path}, {"label_text", page.text("slip.code_label")}};
  return {{"owner_text", owner_text(page, at.redesign)},
          {"title", title.text},
          {"lang", title.language},
          {"name", name.empty() ? std::string() : page.text("slip.for", {{"name", name}})},
          {"number_text", assisted::shown_slip(number)},
          {"code", std::move(picture)},
          {"address_text", site.empty() ? std::string() : without_scheme(site) + page.href("/slip")},
          {"contact_text", page.call().services.contact.empty() ? std::string() : page.text("slip.phone", {{"contact", page.call().services.contact}})}};
}

http::Response show_slips(Page& page, const RedesignAtHand& at, json slips, bool is_blank) {
  json view = desk_head_view(page, at, is_blank ? "slip.blank_title" : "slip.print_title", "slips");
  view["slips"] = std::move(slips);
  view["is_blank"] = is_blank;
  view["back_href"] = page.href(desk_path(at));
  return page.show("slips", view);
}

Result<http::Response> get_blank_slips(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_desk(*page);
  if (!at) return at.error();
  json slips = json::array();
  for (std::size_t i = 0; i < blank_slips; ++i) slips.push_back(slip_view(*page, *at, assisted::new_slip(), {}));
  return show_slips(*page, *at, std::move(slips), true);
}

Result<http::Response> get_entry_slip(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_desk(*page);
  if (!at) return at.error();
  const auto id = call.path_id<assisted::EntryId>();
  if (!id) return id.error();
  const auto entry = assisted::find_entry(page->db(), *id);
  const auto slip = entry ? assisted::find_slip(page->db(), entry->person) : std::nullopt;
  if (!slip || slip->redesign != at->redesign.id) return refuse(Reason::not_found, "no such entry", "id");
  return show_slips(*page, *at, json::array({slip_view(*page, *at, slip->number, slip->name)}), false);
}

// ---- what a slip did, for who holds it

struct SlipShown {
  std::optional<assisted::Slip> slip;
  std::string error;      // of the number that was typed
};

SlipShown find_typed(const Page& page, const std::string& typed) {
  if (typed.empty()) return {};
  const auto number = assisted::tidy_slip(typed);
  if (!number) return {std::nullopt, page.text("desk.error.slip_mistyped")};
  auto slip = assisted::find_slip(page.db(), *number);
  if (!slip) return {std::nullopt, page.text("slip.unknown")};
  return {std::move(slip), {}};
}

json contributions_view(Page& page, const assisted::Slip& slip) {
  json items = json::array();
  for (const auto& shown : assisted::load_entries_for(page.db(), slip.person, entries_shown)) {
    const auto& entry = shown.entry;
    const auto idea = entry.idea.is_set() ? ideas::find_idea(page.db(), entry.idea) : std::nullopt;
    const bool is_readable = idea && ideas::is_readable(idea->state) && idea->state != ideas::IdeaState::hidden;
    items.push_back({{"kind_text", page.text("desk.kind." + std::string(assisted::name_of(entry.kind)))},
                     {"href", is_readable ? page.href("/ideas/" + idea->id.text()) : std::string()},
                     {"title", is_readable ? idea->title : entry.idea.is_set() ? page.text("slip.not_shown") : page.text("desk.the_question")},
                     {"lang", is_readable ? idea->language : page.language()},
                     {"status", idea ? ideas::name_of(idea->state) : std::string_view()},
                     {"status_text", idea ? status_text(page, idea->state) : std::string()}});
  }
  return items;
}

/// The redesign and what was entered; only of a redesign everybody may see.
json found_view(Page& page, const assisted::Slip& slip) {
  const auto redesign = redesigns::find_redesign(page.db(), slip.redesign);
  if (!redesign || !redesigns::is_public(redesign->state)) return false;
  const auto at = at_hand(page, *redesign);
  const LocalText title = local_text(page, at.texts.title, at.redesign.languages);
  json items = contributions_view(page, slip);
  const std::string here = page.href(slip_path(slip.number));
  return {{"number_text", assisted::shown_slip(slip.number)},
          {"redesign_title", title.text},
          {"redesign_lang", title.language},
          {"redesign_href", page.href("/redesigns/" + at.redesign.slug)},
          {"has_items", !items.empty()},
          {"items", std::move(items)},
          {"is_claimed", slip.claimed_at.has_value()},
          {"is_mine", page.is_signed_in() && slip.claimed_by == page.person()},
          {"claim", page.is_signed_in() && !slip.claimed_at ? json({{"action", page.href("/slip")}, {"number_text", assisted::shown_slip(slip.number)}}) : json(false)},
          {"sign_in_href", page.is_signed_in() || slip.claimed_at ? std::string() : page.sign_in_href(here)}};
}

http::Response show_slip(Page& page, Form form, const SlipShown& shown, const std::string& error) {
  page.set_title(page.text("slip.title"));
  page.add_crumb(page.text("slip.title"));
  const Field number{.name = "number", .label = page.text("slip.number_label"), .hint = page.text("slip.number_hint"), .autocomplete = "off", .length = {1, 24}};
  const std::string problem = error.empty() ? shown.error : error;
  json field = form.field_view(page, number);
  json errors = false;
  if (!problem.empty()) {
    field["error"] = problem;
    errors = {{"title_text", page.count("count.errors", 1)},
              {"errors", json::array({{{"href", "#f-number"}, {"text", page.text("form.field_problem", {{"field", number.label}, {"problem", problem}})}}})}};
  }
  const json view = {{"action", page.href("/slip")},
                     {"errors", std::move(errors)},
                     {"number_field", std::move(field)},
                     {"form_key", form.key()},
                     {"found", shown.slip ? found_view(page, *shown.slip) : json(false)}};
  return page.show("slip", view, problem.empty() ? 200 : 422);
}

Result<http::Response> get_slip(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const std::string typed = call.request.param("number").value_or("");
  Form form;
  form.fill("number", typed);
  return show_slip(*page, std::move(form), find_typed(*page, typed), {});
}

std::string claim_error_text(const Page& page, const Refusal& refusal) {
  switch (refusal.reason) {
    case Reason::own_case: return page.text("slip.own_case");
    case Reason::gone: return page.text("slip.used");
    case Reason::organisation_may_not_support: return page.text("slip.organisation");
    default: return page.text("slip.unknown");
  }
}

Result<http::Response> post_slip(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  if (!page->is_signed_in()) return refuse(Reason::sign_in_required, "sign in to make these contributions yours");
  Form form = Form::typed(call.request);
  const std::string typed = form.value("number");
  const auto claim = assisted::claim_slip(page->db(), people::load_actor(page->db(), *call.viewer, {}), typed);
  if (!claim) return show_slip(*page, std::move(form), find_typed(*page, typed), claim_error_text(*page, claim.error()));
  return go_to(*page, slip_path(assisted::tidy_slip(typed).value()), "slip_claimed");
}

}  // namespace

http::Routes slip_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/redesigns/{slug}/desk/slips", Who::facilitator, Kind::read, Cost::normal, Audience::mine, get_blank_slips},
      {Method::get, "/{lang}/redesigns/{slug}/desk/entries/{id}/slip", Who::facilitator, Kind::read, Cost::normal, Audience::mine, get_entry_slip},
      {Method::get, "/{lang}/slip", Who::anyone, Kind::read, Cost::password, Audience::mine, get_slip},
      {Method::post, "/{lang}/slip", Who::signed_in, Kind::write, Cost::password, Audience::mine, post_slip},
  };
}

}  // namespace palabre::screens
