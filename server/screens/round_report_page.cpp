// The report of a round: a draft that lies with the participants, what some see otherwise or object to, then the fixed text; printable.
// Joined into screens::routes(). Who: everybody once it is fixed; before, those with a seat and those who facilitate.
#include "base/limits.hpp"
#include "pages/localised.hpp"
#include "pages/markdown.hpp"
#include "rounds/move_round.hpp"
#include "rounds/report_round.hpp"
#include "screens/page_routes.hpp"
#include "screens/round_parts.hpp"
#include "screens/staff_rules.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::screens {

using nlohmann::json;
using rounds::RoundState;

namespace {

struct ReportOnPage {
  RoundOnPage here;
  std::optional<rounds::Seat> seat;
  std::optional<rounds::Report> report;
};

Result<ReportOnPage> open_report(Page& page) {
  auto here = open_round(page);
  if (!here) return here.error();
  auto seat = rounds::find_seat_of(page.db(), here->in.round.id, page.person());
  const bool may_draft = here->in.round.state == RoundState::closed && rounds::leads(here->in.round, here->in.actor);
  if (!may_draft && !rounds::may_read_report(here->in, seat.has_value())) return refuse(Reason::not_found, "there is no report of this round yet", "id");
  auto report = rounds::find_report(page.db(), here->in.round.id);
  return ReportOnPage{std::move(*here), std::move(seat), std::move(report)};
}

json report_view(const Page& page, const ReportOnPage& on) {
  if (!on.report) return false;
  return {{"lang", on.report->language},
          {"body_html", pages::markdown_html(on.report->body, 3)},
          {"version_text", page.text("round.report_version", {{"version", on.report->version}, {"when", pages::format_moment(page.language(), on.report->created_at)}})}};
}

json dissents_view(const Page& page, const ReportOnPage& on) {
  json views = json::array();
  for (const auto& dissent : rounds::load_dissents(page.db(), on.here.in.round.id))
    views.push_back({{"lang", dissent.language},
                     {"body_html", pages::markdown_html(dissent.body, 3)},
                     {"name", dissent.is_named ? dissent.name : page.text("round.somebody")},
                     {"is_objection", dissent.objects_to > 0 && on.report && dissent.objects_to == on.report->version}});
  return views;
}

std::string draft_text(const Page& page, const ReportOnPage& on) {
  if (on.here.in.round.state != RoundState::closed || !on.report) return {};
  if (on.here.in.facts.objections > 0) return page.count("round.draft_objected", on.here.in.facts.objections);
  if (on.here.in.round.held_at) return page.text("round.draft_held", {{"reason", on.here.in.round.held_reason}});
  return page.text("round.draft_until", {{"when", pages::format_moment(page.language(), rounds::review_end(on.report->created_at))}});
}

Form& prepare(Form& form, const ReportOnPage& on, const Page& page) {
  form.fill("body", on.report ? on.report->body : page.text("round.report_outline"));
  return form;
}

Field reason_field(const Page& page, std::string_view label) {
  const Limits& limits = *page.call().services.limits;
  return {.name = "reason", .label = page.text(label), .kind = FieldKind::area, .length = {limits.reason_chars_min, limits.reason_chars_max}, .rows = 2};
}

/// Where nobody objects, those who facilitate may hold the draft back; held, they may let it go.
/// A form with nothing but a public reason.
json reasoned_view(const Page& page, Form& form, const std::string& action, std::string_view label) {
  return {{"action", action}, {"form_key", form.key()}, {"field", form.field_view(page, reason_field(page, label))}};
}

json hold_form_view(const Page& page, const ReportOnPage& on, Form& form) {
  const rounds::Round& round = on.here.in.round;
  const bool is_wanted = !round.held_at;
  if (!rounds::decide_hold(round, on.here.in.facts, on.here.in.actor, {is_wanted, std::string(probe_reason)})) return false;
  if (is_wanted && on.here.in.facts.objections > 0) return false;
  const std::string action = page.href(round_path(round.id, "/report"));
  return {{"hold", is_wanted ? reasoned_view(page, form, action, "round.hold_reason") : json(false)},
          {"release", is_wanted ? json(false) : button_view({.action = action, .hidden = {{"do", "release"}}, .text = page.text("round.release_submit"), .is_primary = true})}};
}

json draft_form_view(const Page& page, const ReportOnPage& on, Form& form) {
  if (on.here.in.round.state != RoundState::closed || !rounds::leads(on.here.in.round, on.here.in.actor)) return false;
  const Field body{.name = "body",
                   .label = page.text("round.report_label"),
                   .hint = page.text("round.report_hint"),
                   .kind = FieldKind::area,
                   .length = {20, page.call().services.limits->round_report_chars_max},
                   .rows = 16};
  const bool needs_reason = on.here.in.facts.objections > 0;
  const auto publish = rounds::decide_move(on.here.in.round, on.here.in.facts, on.here.in.actor, {RoundState::reported, std::string(probe_reason)}, page.now());
  const std::string action = page.href(round_path(on.here.in.round.id, "/report"));
  return {{"action", action},
          {"form_key", form.key()},
          {"field", prepare(form, on, page).field_view(page, body)},
          {"publish_reason", publish && needs_reason ? reasoned_view(page, form, action, "round.publish_reason") : json(false)},
          {"publish", publish && !needs_reason ? button_view({.action = action, .hidden = {{"do", "publish"}}, .text = page.text("round.move.reported"), .is_primary = true}) : json(false)}};
}

json dissent_form_view(const Page& page, const ReportOnPage& on, Form& form) {
  if (!on.seat || !on.report || on.here.in.round.state != RoundState::closed) return false;
  const auto all = rounds::load_dissents(page.db(), on.here.in.round.id);
  const auto own = std::find_if(all.begin(), all.end(), [&on](const auto& one) { return one.seat == on.seat->id; });
  if (own != all.end()) form.fill("text", own->body);
  const Field text{.name = "text", .label = page.text("round.dissent_label"), .hint = page.text("round.dissent_hint"), .kind = FieldKind::area,
                   .length = {3, page.call().services.limits->reason_chars_max}, .rows = 4};
  return {{"action", page.href(round_path(on.here.in.round.id, "/report"))},
          {"form_key", form.key()},
          {"field", form.field_view(page, text)},
          {"is_named", own != all.end() && own->is_named},
          {"is_objection", own != all.end() && own->objects_to == on.report->version}};
}

http::Response show_report(Page& page, const ReportOnPage& on, Form form) {
  title_round_page(page, on.here, page.text("round.report"));
  json view = round_head_view(page, on.here);
  view["report"] = report_view(page, on);
  view["draft_text"] = draft_text(page, on);
  view["dissents"] = dissents_view(page, on);
  view["has_dissents"] = !view["dissents"].empty();
  view["statements"] = statements_view(page, on.here);
  view["draft_form"] = draft_form_view(page, on, form);
  view["hold_form"] = hold_form_view(page, on, form);
  view["dissent_form"] = dissent_form_view(page, on, form);
  view["seats_text"] = page.text("round.took_part", {{"seats", on.here.in.round.seats}, {"turns", on.here.in.round.turns}});
  view["errors"] = form.errors_view(page);
  return page.show("round_report", view, form.status());
}

Result<http::Response> get_report(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto on = open_report(*page);
  if (!on) return on.error();
  return show_report(*page, *on, {});
}

Result<std::string> obey(Page& page, const ReportOnPage& on, http::Input& input) {
  input.ignore("key");
  const auto act = input.choice("do", {"draft", "dissent", "publish", "hold", "release"});
  const Limits& limits = *page.call().services.limits;
  if (act == 0) {
    rounds::Report report{0, page.language(), input.text("body", {20, limits.round_report_chars_max}), {}};
    if (auto refusal = input.refusal()) return *refusal;
    if (auto done = rounds::draft_report(page.db(), on.here.in, report); !done) return done.error();
    return std::string("report_drafted");
  }
  if (act == 1) {
    rounds::Dissent dissent;
    dissent.language = page.language();
    dissent.body = input.text("text", {3, limits.reason_chars_max});
    dissent.is_named = input.optional_choice("is_named", {"1"}).has_value();
    const auto standing = input.optional_choice("is_objection", {"1"}) ? rounds::Standing::objection : rounds::Standing::note;
    if (auto refusal = input.refusal()) return *refusal;
    if (!on.seat) return refuse(Reason::not_allowed, "those who took part note what they see otherwise");
    if (auto done = rounds::note_dissent(page.db(), on.here.in, *on.seat, std::move(dissent), standing); !done) return done.error();
    return std::string("dissent_noted");
  }
  const std::string reason = input.optional_text("reason", {0, limits.reason_chars_max}).value_or("");
  if (auto refusal = input.refusal()) return *refusal;
  if (act != 2) {
    if (auto done = rounds::hold_report(page.db(), on.here.in, {act == 3, reason}); !done) return done.error();
    return std::string(act == 3 ? "report_held" : "report_released");
  }
  const auto moved = rounds::move_round(page.db(), on.here.in, {RoundState::reported, reason});
  if (!moved) return moved.error();
  return std::string("round_moved");
}

Result<http::Response> post_report(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto on = open_report(*page);
  if (!on) return on.error();
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  const auto done = obey(*page, *on, *input);
  if (!done) {
    Form form = Form::typed(call.request);
    if (!form.take(done.error())) return done.error();
    return show_report(*page, *on, std::move(form));
  }
  return go_to(*page, round_path(on->here.in.round.id, "/report"), *done);
}

}  // namespace

http::Routes round_report_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/rounds/{id}/report", Who::anyone, Kind::read, Cost::normal, Audience::page, get_report},
      {Method::post, "/{lang}/rounds/{id}/report", Who::participant, Kind::write, Cost::normal, Audience::mine, post_report},
  };
}

}  // namespace palabre::screens
