// Whom the facilitators met and how to reach them, with a button to forget it; and the batches of late paper. Joined into
// screens::routes(). Who: facilitators of the redesign; batches are recorded by its moderators and owner.
#include "assisted/entry_input.hpp"
#include "assisted/open_batch.hpp"
#include "assisted/slip.hpp"
#include "screens/desk_parts.hpp"
#include "screens/page_routes.hpp"
#include "screens/staff_parts.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using nlohmann::json;

namespace {

constexpr std::size_t people_max = 500;
constexpr std::size_t batches_max = 50;

/// How to reach somebody and the button that forgets it; false when nothing is noted.
json contact_view(const Page& page, const RedesignAtHand& at, const assisted::MetPerson& met) {
  if (met.contact.empty()) return false;
  return {{"text", met.contact},
          {"about_text", met.slip.name + " " + assisted::shown_slip(met.slip.number)},
          {"keep_text", page.text("desk.keep_until", {{"day", day_words(page, *met.keep_until)}})},
          {"action", page.href(desk_path(at) + "/people")},
          {"person", met.slip.person.value}};
}

Result<http::Response> get_people(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_desk(*page);
  if (!at) return at.error();
  json view = desk_head_view(*page, *at, "desk.people_title", "people");
  json people = json::array();
  for (const auto& met : assisted::load_met_people(page->db(), at->redesign.id, people_max)) {
    const bool is_claimed = met.slip.claimed_at.has_value();
    people.push_back({{"name", met.slip.name.empty() ? page->text("desk.no_name") : met.slip.name},
                      {"slip_text", assisted::shown_slip(met.slip.number)},
                      {"entries_text", is_claimed ? page->text("desk.claimed") : page->count("desk.entries_count", met.entries)},
                      {"contact", contact_view(*page, *at, met)},
                      {"again_href", is_claimed ? std::string() : with_param(page->href(desk_path(*at)), "slip", assisted::shown_slip(met.slip.number))}});
  }
  view["has_people"] = !people.empty();
  view["people"] = std::move(people);
  return page->show("desk_people", view);
}

Result<http::Response> post_people(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_desk(*page);
  if (!at) return at.error();
  auto input = http::Input::from_form(call.request.body);
  if (!input) return input.error();
  const PersonId person{input->optional_integer("person", 1, INT64_MAX).value_or(0)};
  if (auto refusal = input->refusal()) return *refusal;
  if (auto done = assisted::erase_contact(page->db(), page->actor(at->redesign.id), at->redesign.id, person); !done) return done.error();
  return go_to(*page, desk_path(*at) + "/people", "contact_erased");
}

// ---- batches of late paper

Result<RedesignAtHand> open_batches(Page& page) {
  auto at = open_redesign(page, page.call().path_value("slug"));
  if (!at) return at.error();
  const people::Actor& reader = page.actor(at->redesign.id);
  if (!reader.is_facilitator() && !reader.is_moderator() && !reader.is_owner() && !reader.is_admin)
    return refuse(Reason::not_allowed, "batches are for those who collect, moderate and own");
  return at;
}

bool may_record(const people::Actor& reader, Instant now) {
  const auto asked = assisted::decide_batch(reader, {}, now);
  return asked.has_value() || asked.error().reason != Reason::not_allowed;
}

json batches_view(const Page& page, const RedesignAtHand& at) {
  json batches = json::array();
  for (const auto& shown : assisted::load_batches(page.db(), at.redesign.id, batches_max)) {
    const auto& batch = shown.batch;
    batches.push_back({{"label", batch.label},
                       {"reason", batch.reason},
                       {"days_text", page.text("batches.days", {{"from", day_words(page, batch.collected_from)}, {"until", day_words(page, batch.collected_until.plus_ms(-1))}})},
                       {"by_text", page.text("batches.by", {{"name", shown.opened_by_name}, {"day", day_words(page, batch.created_at)}})},
                       {"entries_text", page.count("desk.entries_count", shown.entries)},
                       {"state_text", page.now() < batch.open_until ? page.text("batches.open_until", {{"day", day_words(page, batch.open_until)}})
                                                                    : page.text("batches.closed")}});
  }
  return batches;
}

http::Response show_batches(Page& page, const RedesignAtHand& at, Form form) {
  json view = desk_head_view(page, at, "batches.title", "batches");
  json batches = batches_view(page, at);
  view["has_batches"] = !batches.empty();
  view["batches"] = std::move(batches);
  view["record"] = false;
  json fields = json::array();
  const auto add = [&](const Field& field) { fields.push_back(form.field_view(page, field)); };
  add({.name = "label", .label = page.text("batches.label_label"), .hint = page.text("batches.label_hint"), .autocomplete = "off", .length = {1, assisted::label_chars_max}});
  add({.name = "collected_from", .label = page.text("batches.from_label"), .type = "date"});
  add({.name = "collected_until", .label = page.text("batches.until_label"), .type = "date"});
  add(public_reason_field(page, "batches.reason_label"));
  if (may_record(page.actor(at.redesign.id), page.now()))
    view["record"] = with_submit_row({{"action", page.href("/redesigns/" + at.redesign.slug + "/batches")}, {"errors", form.errors_view(page)}, {"form_key", form.key()}, {"fields", std::move(fields)}},
                                     page.text("batches.submit"), "");
  return page.show("batches", view, form.status());
}

Result<http::Response> get_batches(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_batches(*page);
  if (!at) return at.error();
  return show_batches(*page, *at, {});
}

Result<assisted::Batch> read_batch(const Page& page) {
  auto input = http::Input::from_form(page.call().request.body);
  if (!input) return input.error();
  input->ignore("key");
  assisted::Batch wanted;
  wanted.label = input->line("label", {1, assisted::label_chars_max});
  const auto from = assisted::read_day(*input, "collected_from");
  const auto until = assisted::read_day(*input, "collected_until");
  if (!from) input->refuse_field(Reason::missing_field, "collected_from", "the first day of collecting");
  if (!until) input->refuse_field(Reason::missing_field, "collected_until", "the last day of collecting");
  wanted.reason = input->optional_text("reason", {0, page.call().services.limits->reason_chars_max}).value_or("");
  if (auto refusal = input->refusal()) return *refusal;
  wanted.collected_from = *from;
  wanted.collected_until = until->plus_ms(ms_per_day);
  return wanted;
}

Result<http::Response> post_batch(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_batches(*page);
  if (!at) return at.error();
  const people::Actor& actor = page->actor(at->redesign.id);
  if (!may_record(actor, page->now())) return refuse(Reason::not_allowed, "moderators and the owner record paper that comes after the close");
  auto wanted = read_batch(*page);
  const auto opened = wanted ? assisted::open_batch(page->db(), actor, at->redesign, std::move(*wanted)) : Result<assisted::Batch>(wanted.error());
  if (opened) return go_to(*page, "/redesigns/" + at->redesign.slug + "/batches", "batch_opened");
  Form form = Form::typed(call.request);
  if (!form.take(opened.error())) return opened.error();
  return show_batches(*page, *at, std::move(form));
}

}  // namespace

http::Routes desk_people_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/redesigns/{slug}/desk/people", Who::facilitator, Kind::read, Cost::normal, Audience::mine, get_people},
      {Method::post, "/{lang}/redesigns/{slug}/desk/people", Who::facilitator, Kind::write, Cost::normal, Audience::mine, post_people},
      {Method::get, "/{lang}/redesigns/{slug}/batches", Who::facilitator, Kind::read, Cost::normal, Audience::mine, get_batches},
      {Method::post, "/{lang}/redesigns/{slug}/batches", Who::moderator, Kind::write, Cost::normal, Audience::mine, post_batch},
  };
}

}  // namespace palabre::screens
