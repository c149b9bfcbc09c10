// The rounds of a redesign and the page of one round for everybody: what, when, who may come, how it stands, results afterwards.
// Joined into screens::routes().
#include "pages/localised.hpp"
#include "rounds/report_round.hpp"
#include "screens/page_routes.hpp"
#include "screens/round_parts.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using nlohmann::json;
using rounds::RoundState;

namespace {

json line_view(const Page& page, const RedesignAtHand& at, const rounds::Round& round) {
  const LocalText question = local_text(page, round.questions, at.redesign.languages);
  const std::string state(rounds::name_of(round.state));
  return {{"href", page.href(round_path(round.id))},
          {"lang", question.language},
          {"title", question.text},
          {"state_text", page.text("round.state." + state)},
          {"is_live", rounds::is_live(round.state)},
          {"when_text", pages::format_moment(page.language(), round.starts_at)},
          {"seats_text", page.text("round.seats", {{"seats", round.seats}, {"max", round.seats_max}})},
          {"result_text", rounds::shows_results(round) ? page.text("round.results_title", {{"common", round.common_ground}, {"all", round.statements}}) : std::string()}};
}

Result<http::Response> get_rounds(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_redesign(*page, call.path_value("slug"));
  if (!at) return at.error();
  page->set_title(page->text("rounds.title")).set_description(page->text("rounds.explain"));
  add_redesign_crumb(*page, *at);
  page->add_crumb(page->text("rounds.title"));
  json lines = json::array();
  for (const auto& round : rounds::load_rounds(page->db(), at->redesign.id, call.services.limits->rounds_per_redesign_max)) {
    lines.push_back(line_view(*page, *at, round));
    page->depend_on(rounds::round_channel(round.id));
    if (lines.size() >= 50) break;  // as many channels as one socket may follow
  }
  const bool may_prepare = page->actor(at->redesign.id).is_moderator();
  json view = staff_head_view(*page, *at);
  view["has_rounds"] = !lines.empty();
  view["rounds"] = std::move(lines);
  view["new_href"] = may_prepare ? page->href("/redesigns/" + at->redesign.slug + "/rounds/new") : std::string();
  view["empty"] = {{"is_search", false}, {"is_done", false}, {"is_start", true}, {"is_notices", false}, {"is_drafts", false},
                   {"title_text", page->text("rounds.none")}, {"text", page->text("rounds.none_text")}, {"action", false}};
  return page->show("rounds", view);
}

json agenda_view(const Page& page, const rounds::Round& round) {
  json steps = json::array();
  Instant at = rounds::lobby_at(round);
  for (std::size_t i = 0; i < round.minutes.size(); ++i) {
    const std::string name(rounds::agenda_names[i]);
    steps.push_back({{"text", page.text("round.state." + name)},
                     {"explain_text", page.text("round.explain." + name)},
                     {"minutes_text", page.text("round.minutes", {{"minutes", round.minutes[i]}})},
                     {"is_current", rounds::is_live(round.state) && static_cast<std::size_t>(round.stage()) == i + 1}});
    at = at.plus_ms(round.minutes[i] * ms_per_minute);
  }
  return steps;
}

json access_view(const Page& page, const RoundOnPage& here) {
  json views = json::array();
  for (const auto& texts : here.in.round.access) {
    const LocalText text = local_text(page, texts, here.at.redesign.languages);
    if (!text.text.empty()) views.push_back({{"lang", text.language}, {"text", text.text}});
  }
  return views;
}

/// What this reader can do here now: the room, a seat, the desk, the report.
json ways_view(const Page& page, const RoundOnPage& here, const std::optional<rounds::Seat>& seat) {
  json ways = json::array();
  const rounds::Round& round = here.in.round;
  const auto add = [&](std::string_view key, std::string_view rest, bool is_primary) {
    ways.push_back({{"href", page.href(round_path(round.id, rest))}, {"text", page.text(key)}, {"is_primary", is_primary}});
  };
  const bool is_staff = here.in.facts.is_host || here.in.actor.is_moderator();
  if (seat && round.state < RoundState::reported) add("round.to_room", "/room", true);
  const bool may_sit = !page.is_signed_in() ? rounds::decide_seat(round, {}, std::nullopt).has_value() : !is_staff && rounds::decide_seat(round, here.in.facts, seat).has_value();
  if (may_sit) add(seat ? "round.change_seat" : "round.take_seat", "/seat", !seat);
  if (is_staff) add("round.to_desk", "/desk", true);
  if (rounds::may_read_report(here.in, seat.has_value())) add(round.state == RoundState::reported ? "round.to_report" : "round.to_draft", "/report", false);
  return ways;
}

json facts_view(const Page& page, const rounds::Round& round) {
  json facts = json::array();
  const auto add = [&](std::string_view key, const std::string& value) { facts.push_back({{"label_text", page.text(key)}, {"value_text", value}}); };
  add("round.fact_when", pages::format_moment(page.language(), round.starts_at));
  add("round.fact_seats", page.text("round.value_of", {{"value", round.seats}, {"max", round.seats_max}}));
  add("round.fact_table", page.count("round.people", round.table_seats));
  add("round.fact_turn", duration_text(page, round.turn_seconds * ms_per_second));
  if (round.turns > 0) add("round.fact_turns", std::to_string(round.turns));
  return facts;
}

Result<http::Response> get_round(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto here = open_round(*page);
  if (!here) return here.error();
  const rounds::Round& round = here->in.round;
  const LocalText question = local_text(*page, round.questions, here->at.redesign.languages);
  page->set_title(question.text).set_description(page->text("rounds.explain"));
  add_redesign_crumb(*page, here->at);
  page->add_crumb(page->text("rounds.title"), "/redesigns/" + here->at.redesign.slug + "/rounds").add_crumb(question.text, {}, question.language);
  if (rounds::stage_end(round)) page->expire_at(page->now().plus_ms(5 * ms_per_second));  // the page says what time it is
  const auto seat = rounds::find_seat_of(page->db(), round.id, page->person());
  json view = round_head_view(*page, *here);
  json ways = ways_view(*page, *here, seat);
  view["has_ways"] = !ways.empty();
  view["ways"] = std::move(ways);
  view["stage"] = stage_view(*page, *here);
  view["agenda"] = agenda_view(*page, round);
  view["access"] = access_view(*page, *here);
  view["has_access"] = !view["access"].empty();
  view["facts"] = facts_view(*page, round);
  view["has_statements"] = round.statements > 0;
  view["statements"] = statements_view(*page, *here);
  view["seed_hash"] = round.seed_hash;
  view["seed"] = round.drawn_at ? round.seed : std::string();
  return page->show("round", view);
}

}  // namespace

http::Routes round_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/redesigns/{slug}/rounds", Who::anyone, Kind::read, Cost::normal, Audience::page, get_rounds},
      {Method::get, "/{lang}/rounds/{id}", Who::anyone, Kind::read, Cost::normal, Audience::page, get_round},
  };
}

}  // namespace palabre::screens
