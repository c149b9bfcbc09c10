// The desk of those who facilitate: all tables at a glance, calls for help, silent seats, the next stage, pauses, joining statements.
// Joined into screens::routes(). Who: the hosts of the round and the moderators of its redesign.
#include "rounds/move_round.hpp"
#include "rounds/statement_repo.hpp"
#include "rounds/take_seat.hpp"
#include "rounds/turn_repo.hpp"
#include "rounds/write_statement.hpp"
#include "screens/page_routes.hpp"
#include "screens/round_acts.hpp"
#include "screens/staff_rules.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::screens {

using nlohmann::json;
using rounds::RoundState;

namespace {

std::string desk_href(const Page& page, const RoundOnPage& here) { return page.href(round_path(here.in.round.id, "/desk")); }

Result<RoundOnPage> open_desk(Page& page) {
  auto here = open_round(page);
  if (!here) return here.error();
  if (!here->in.facts.is_host && !here->in.actor.is_moderator()) return refuse(Reason::not_allowed, "the desk is for those who facilitate this round");
  for (const auto& host : rounds::load_hosts(page.db(), here->in.round.id))
    if (host.person == page.person()) page.depend_on(rounds::seat_channel(host.token));
  return here;
}

/// What a host can do for one person at a table.
json seat_acts(const Page& page, const RoundOnPage& here, const rounds::TableNow& table, const rounds::AtTable& one) {
  json buttons = json::array();
  if (!rounds::is_live(here.in.round.state)) return buttons;
  const std::string action = desk_href(page, here);
  const auto add = [&](std::string_view act, std::string_view key) {
    buttons.push_back(button_view({.action = action, .hidden = {{"care", std::string(act)}, {"seat", one.seat.id.text()}}, .text = page.text(key), .about = one.seat.name}));
  };
  if (one.seat.help_at) add("helped", "round.care.helped");
  if (one.turns == 0 && !one.seat.nudged_at && table.table.number > 0) add("nudged", "round.care.nudged");
  if (table.table.number > 0 && table.table.rapporteur != one.seat.id) add("rapporteur", "round.care.rapporteur");
  const bool has_no_device = !one.seat.person.is_set() && one.seat.channel != rounds::SeatChannel::imported;
  if (has_no_device)
    for (auto& button : turn_buttons(page, here, one.seat, action, true)) buttons.push_back(std::move(button));
  return buttons;
}

/// The stages this reader can move the round to, each behind a summary when it needs a reason.
json moves_view(const Page& page, const RoundOnPage& here, ActForms& forms) {
  json views = json::array();
  for (int state = static_cast<int>(RoundState::lobby); state <= static_cast<int>(RoundState::aborted); ++state) {
    const auto to = static_cast<RoundState>(state);
    const auto possible = rounds::decide_move(here.in.round, here.in.facts, here.in.actor, {to, std::string(probe_reason)}, page.now());
    if (!possible) continue;
    const std::string name(rounds::name_of(to));
    const bool needs_reason = possible->kind != rounds::MoveKind::forward && possible->kind != rounds::MoveKind::draw && possible->kind != rounds::MoveKind::resume;
    ActForm act{.id = name, .title = page.text(possible->kind == rounds::MoveKind::resume ? "round.move.resume" : "round.move." + name), .action = desk_href(page, here), .hidden = {{"to", name}}};
    if (possible->kind == rounds::MoveKind::ask_abort) act.hint = page.text("round.abort_hint");
    if (possible->kind == rounds::MoveKind::abort) act.hint = page.text("round.abort_second");
    if (needs_reason) act.fields.push_back(public_reason_field(page, "round.reason_label"));
    json view = forms.view(page, act);
    view["needs_reason"] = needs_reason;
    view["button"] = needs_reason ? json(false) : button_view({.action = act.action, .hidden = act.hidden, .text = act.title, .is_primary = true});
    views.push_back(std::move(view));
  }
  return views;
}

/// Why the next stage is not offered, in the rule's own words as this language has them.
std::string waiting_text(const Page& page, const RoundOnPage& here) {
  const rounds::Round& round = here.in.round;
  if (round.state == RoundState::groups && here.in.facts.tables_without_rapporteur > 0) return page.count("round.wait_rapporteurs", here.in.facts.tables_without_rapporteur);
  if (round.state == RoundState::plenary && here.in.facts.open_joins > 0) return page.count("round.wait_joins", here.in.facts.open_joins);
  if (round.state == RoundState::plenary && round.statements == 0) return page.text("round.wait_statements");
  if (round.state == RoundState::briefing && round.seats < 2) return page.text("round.wait_seats");
  if (round.state == RoundState::planned && here.in.facts.hosts < rounds::hosts_needed(round.seats_max))
    return page.text("round.wait_hosts", {{"needed", rounds::hosts_needed(round.seats_max)}, {"hosts", here.in.facts.hosts}});
  if (round.state == RoundState::planned && round.access.empty()) return page.text("round.wait_access");
  return {};
}

std::vector<Option> statement_options(const Page& page, const RoundOnPage& here) {
  std::vector<Option> options;
  for (const auto& statement : rounds::load_statements(page.db(), here.in.round.id)) {
    if (!statement.counts()) continue;
    const json words = statement_text_view(page, here, statement);
    options.push_back({statement.id.text(), std::to_string(statement.number) + ". " + words["text"].get<std::string>()});
  }
  return options;
}

json join_form_view(const Page& page, const RoundOnPage& here, ActForms& forms) {
  if (here.in.round.state != RoundState::plenary || !rounds::leads(here.in.round, here.in.actor) || here.in.round.statements < 2) return false;
  const auto options = statement_options(page, here);
  ActForm act{.id = "join", .title = page.text("round.join"), .action = desk_href(page, here), .hint = page.text("round.join_hint")};
  act.fields.push_back({.name = "statement", .label = page.text("round.join_from"), .kind = FieldKind::select, .options = options});
  act.fields.push_back({.name = "into", .label = page.text("round.join_into"), .kind = FieldKind::select, .options = options});
  return forms.view(page, act);
}

json seat_form_view(const Page& page, const RoundOnPage& here, ActForms& forms) {
  if (!rounds::decide_seat_for(here.in.round, here.in.facts, here.in.actor)) return false;
  ActForm act{.id = "seat", .title = page.text("round.seat_somebody"), .action = desk_href(page, here), .hint = page.text("round.seat_somebody_hint")};
  act.fields.push_back({.name = "name", .label = page.text("round.name_label"), .autocomplete = "off", .length = {1, 80}});
  Field channel{.name = "channel", .label = page.text("round.channel_label"), .kind = FieldKind::select};
  for (const std::string name : {"phone", "onsite"}) channel.options.push_back({name, page.text("round.channel." + name)});
  Field kind{.name = "kind", .label = page.text("round.kind_legend"), .kind = FieldKind::select};
  for (const auto name : rounds::seat_kind_names()) kind.options.push_back({std::string(name), page.text("round.kind." + std::string(name))});
  act.fields.push_back(std::move(channel));
  act.fields.push_back(std::move(kind));
  act.values = {{"kind", "resident"}};
  return forms.view(page, act);
}

/// Statements for those without a device: said at the table, judged on the telephone, typed here.
json typed_for_view(const Page& page, const RoundOnPage& here, ActForms& forms, const std::vector<rounds::AtTable>& people) {
  const bool is_judging = here.in.round.state == RoundState::converge;
  if (!is_judging && here.in.round.state != RoundState::groups) return false;
  Field who{.name = "seat", .label = page.text("round.for_whom"), .kind = FieldKind::select};
  for (const auto& one : people)
    if (!one.seat.person.is_set() && one.seat.channel != rounds::SeatChannel::imported) who.options.push_back({one.seat.id.text(), one.seat.name});
  if (who.options.empty()) return false;
  ActForm act{.id = "typed", .title = page.text(is_judging ? "round.judge_for" : "round.say_for"), .action = desk_href(page, here), .hidden = {{"do", is_judging ? "judge" : "say"}}};
  act.hint = page.text("round.typed_hint");
  act.fields.push_back(std::move(who));
  if (is_judging) {
    act.fields.push_back({.name = "statement", .label = page.text("round.statement_label"), .kind = FieldKind::select, .options = statement_options(page, here)});
    Field choice{.name = "choice", .label = page.text("round.choice_label"), .kind = FieldKind::select};
    for (const std::string name : {"agree", "pass", "disagree"}) choice.options.push_back({name, page.text("round.choice." + name)});
    act.fields.push_back(std::move(choice));
  } else {
    act.fields.push_back({.name = "text", .label = page.text("round.statement_label"), .kind = FieldKind::area, .length = {3, page.call().services.limits->statement_chars_max}, .rows = 2});
  }
  return forms.view(page, act);
}

json hosts_view(const Page& page, const RoundOnPage& here) {
  json views = json::array();
  for (const auto& host : rounds::load_hosts(page.db(), here.in.round.id)) {
    const bool is_lost = host.presence == rounds::Presence::reconnecting || host.presence == rounds::Presence::gone;
    views.push_back({{"name", host.name},
                     {"is_lead", host.person == here.in.round.lead},
                     {"presence_text", is_lost ? page.text("round.presence." + std::string(rounds::name_of(host.presence))) : std::string()}});
  }
  return views;
}

json tables_view(const Page& page, const RoundOnPage& here, const std::vector<rounds::AtTable>& people) {
  json views = json::array();
  for (const auto& table : rounds::load_tables_now(page.db(), here.in.round, people)) {
    if (table.table.number == 0 && !table.speaking && table.line.empty()) continue;
    json view = table_view(page, here, table, SeatId{}, table.table.number == 0 ? nullptr : seat_acts);
    if (table.table.number == 0) view["people"] = json::array();
    std::int64_t spoken = 0;
    std::int64_t silent = 0;
    for (const auto& one : table.people) {
      spoken += one.spoken_ms;
      if (one.turns == 0) ++silent;
    }
    view["facts_text"] = page.text("round.table_facts", {{"time", duration_text(page, spoken)}, {"silent", silent}});
    views.push_back(std::move(view));
  }
  return views;
}

json summary_view(const Page& page, const RoundOnPage& here, const std::vector<rounds::AtTable>& people) {
  const auto number = [&people](auto&& is_so) { return std::count_if(people.begin(), people.end(), is_so); };
  json facts = json::array();
  const auto add = [&](std::string_view key, std::int64_t value, bool is_urgent) {
    facts.push_back({{"label_text", page.text(key)}, {"value_text", std::to_string(value)}, {"is_urgent", is_urgent && value > 0}});
  };
  add("round.desk_seats", here.in.round.seats, false);
  add("round.desk_help", number([](const auto& one) { return one.seat.help_at.has_value(); }), true);
  add("round.desk_lost", number([](const auto& one) { return one.seat.presence == rounds::Presence::reconnecting || one.seat.presence == rounds::Presence::gone; }), true);
  add("round.desk_silent", number([](const auto& one) { return one.turns == 0; }), false);
  add("round.desk_statements", here.in.round.statements, false);
  if (here.in.round.state == RoundState::converge) add("round.desk_votes", here.in.round.votes, false);
  return facts;
}

/// Before the draw there are no tables: the list of those who have come.
json seats_view(const Page& page, const RoundOnPage& here, const std::vector<rounds::AtTable>& people) {
  json views = json::array();
  if (here.in.round.drawn_at) return views;
  for (const auto& one : people) {
    std::string wishes;
    for (const auto& wish : one.seat.wishes) wishes += (wishes.empty() ? "" : ", ") + page.text("round.wish." + wish);
    views.push_back({{"name", one.seat.name}, {"kind_text", page.text("round.kind." + std::string(rounds::name_of(one.seat.kind)))}, {"wishes_text", wishes},
                     {"calls_help", one.seat.help_at.has_value()}});
  }
  return views;
}

http::Response show_desk(Page& page, const RoundOnPage& here, ActForms forms) {
  title_round_page(page, here, page.text("round.desk"));
  const rounds::Round& round = here.in.round;
  const auto people = rounds::load_people(page.db(), round.id);
  json view = round_head_view(page, here);
  view["id"] = round.id.text();
  view["stage"] = stage_view(page, here);
  view["summary"] = summary_view(page, here, people);
  view["moves"] = moves_view(page, here, forms);
  view["waiting_text"] = waiting_text(page, here);
  const bool may_take_lead = rounds::decide_take_lead(round, here.in.facts, here.in.actor).has_value();
  view["lead"] = may_take_lead ? button_view({.action = desk_href(page, here), .hidden = {{"lead", "take"}}, .text = page.text("round.take_lead")}) : json(false);
  view["hosts"] = hosts_view(page, here);
  view["tables"] = tables_view(page, here, people);
  view["seats"] = seats_view(page, here, people);
  view["has_seats"] = !view["seats"].empty();
  view["seat_form"] = seat_form_view(page, here, forms);
  view["typed_form"] = typed_for_view(page, here, forms, people);
  view["join_form"] = join_form_view(page, here, forms);
  view["joins_text"] = here.in.facts.open_joins > 0 ? page.count("round.wait_joins", here.in.facts.open_joins) : std::string();
  view["has_statements"] = round.statements > 0;
  view["statements"] = statements_view(page, here);
  const bool may_edit = here.in.actor.is_moderator() && round.state == RoundState::planned;
  view["edit_href"] = may_edit ? page.href(round_path(round.id, "/edit")) : std::string();
  view["report_href"] = round.state == RoundState::closed || round.state == RoundState::reported ? page.href(round_path(round.id, "/report")) : std::string();
  view["call_href"] = round.call_url;
  view["here_href"] = desk_href(page, here);
  view["errors"] = forms.errors_view(page);
  return page.show("round_desk", view, forms.status());
}

Result<http::Response> get_desk(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto here = open_desk(*page);
  if (!here) return here.error();
  return show_desk(*page, *here, {});
}

struct DeskAct {
  Result<std::string> done;
  std::string form;  // which of the page's forms it was
};

DeskAct move_act(Page& page, const RoundOnPage& here, http::Input& input) {
  const auto to = input.choice("to", rounds::round_state_names());
  const std::string reason = input.optional_text("reason", {0, page.call().services.limits->reason_chars_max}).value_or("");
  const std::string form(rounds::round_state_names()[to]);
  if (auto refusal = input.refusal()) return {*refusal, form};
  const auto moved = rounds::move_round(page.db(), here.in, {static_cast<RoundState>(to), reason});
  if (!moved) return {moved.error(), form};
  return {std::string("round_moved"), form};
}

DeskAct care_act(Page& page, const RoundOnPage& here, http::Input& input) {
  const auto care = static_cast<rounds::Care>(input.choice("care", rounds::care_names()));
  const auto seat = SeatId{input.optional_integer("seat", 1, INT64_MAX).value_or(0)};
  if (auto refusal = input.refusal()) return {*refusal, {}};
  if (auto done = rounds::care_for_seat(page.db(), here.in, seat, care); !done) return {done.error(), {}};
  return {std::string(), {}};
}

DeskAct seat_act(Page& page, const RoundOnPage& here, http::Input& input) {
  rounds::WantedSeat wanted;
  wanted.name = input.line("name", {1, 80});
  wanted.channel = static_cast<rounds::SeatChannel>(input.choice("channel", {"phone", "onsite"}) + 1);
  wanted.kind = static_cast<rounds::SeatKind>(input.choice("kind", rounds::seat_kind_names()));
  if (auto refusal = input.refusal()) return {*refusal, "seat"};
  const auto seat = rounds::seat_somebody(page.db(), here.in, wanted);
  if (!seat) return {seat.error(), "seat"};
  return {std::string("seat_taken"), "seat"};
}

DeskAct join_act(Page& page, const RoundOnPage& here, http::Input& input) {
  const auto from = input.optional_integer("statement", 1, INT64_MAX).value_or(0);
  const auto into = input.optional_integer("into", 1, INT64_MAX).value_or(0);
  if (auto refusal = input.refusal()) return {*refusal, "join"};
  const auto join = rounds::propose_join(page.db(), here.in, StatementId{from}, StatementId{into});
  if (!join) return {join.error(), "join"};
  return {std::string("join_asked"), "join"};
}

DeskAct obey(Page& page, const RoundOnPage& here, http::Input& input) {
  input.ignore("key");
  if (input.has("to")) return move_act(page, here, input);
  if (input.has("care")) return care_act(page, here, input);
  if (input.has("channel")) return seat_act(page, here, input);
  if (input.has("into")) return join_act(page, here, input);
  if (input.has("do")) return {do_seat_act(page, here, input), "typed"};
  input.optional_choice("lead", {"take"});
  if (auto refusal = input.refusal()) return {*refusal, {}};
  const auto led = rounds::take_lead(page.db(), here.in);
  if (!led) return {led.error(), {}};
  return {std::string("round_moved"), {}};
}

Result<http::Response> post_desk(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto here = open_desk(*page);
  if (!here) return here.error();
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  const DeskAct act = obey(*page, *here, *input);
  if (!act.done) {
    Form form = Form::typed(call.request);
    if (!form.take(act.done.error())) return act.done.error();
    return show_desk(*page, *here, ActForms(act.form, std::move(form)));
  }
  return go_to(*page, round_path(here->in.round.id, "/desk"), *act.done);
}

}  // namespace

http::Routes round_desk_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/rounds/{id}/desk", Who::facilitator, Kind::read, Cost::normal, Audience::mine, get_desk},
      {Method::post, "/{lang}/rounds/{id}/desk", Who::facilitator, Kind::write, Cost::normal, Audience::mine, post_desk},
  };
}

}  // namespace palabre::screens
