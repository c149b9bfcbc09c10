// Builds what several pages of a round share. Called by the round_*.cpp screens.
#include "screens/round_parts.hpp"

#include "pages/local_time.hpp"
#include "pages/localised.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::screens {

using nlohmann::json;
using rounds::RoundState;

namespace {

std::string state_key(RoundState state) { return std::string(rounds::name_of(state)); }

std::string badge_of(RoundState state) {
  if (state == RoundState::paused || state == RoundState::aborted) return "warn";
  if (rounds::is_live(state)) return "good";
  return state == RoundState::planned ? "brand" : "info";
}

std::string hour_text(Instant moment) { return pages::local_time_text(moment).substr(11, 5); }

/// The reason of the newest step, when it was a person who gave one.
std::string last_reason(const Page& page, const rounds::Round& round) {
  const auto steps = rounds::load_round_history(page.db(), round.id);
  return steps.empty() ? std::string() : steps.back().reason;
}

json bar_view(const Page& page, const std::string& label, const rounds::Judgements& counts) {
  const auto said = counts.agree + counts.disagree;
  const auto share = said == 0 ? 0 : counts.agree * 100 / said;
  return {{"label_text", label},
          {"share_text", said == 0 ? page.text("round.only_passes") : page.text("round.share", {{"share", share}})},
          {"counts_text", page.text("round.counts", {{"agree", counts.agree}, {"disagree", counts.disagree}, {"pass", counts.pass}})},
          {"value", counts.agree},
          {"max", std::max<std::int64_t>(said, 1)}};
}

json result_view(const Page& page, const rounds::StatementNow& now) {
  json tables = json::array();
  for (const auto& table : now.tables) tables.push_back(bar_view(page, table_text(page, table.table_number), table));
  return {{"all", bar_view(page, page.text("round.all_tables"), {0, now.agree, now.disagree, now.pass})}, {"tables", std::move(tables)}};
}

/// What the reader may do about somebody else's statement.
void add_acts(const Page& page, const RoundOnPage& here, const rounds::Statement& statement, SeatId own, json& item) {
  const bool is_mine = own.is_set() && statement.seat == own;
  const bool is_moderator = here.in.actor.is_moderator() && !is_mine;
  const std::string path = page.href("/statements/" + statement.id.text());
  const std::string report = with_param(page.href("/report"), "target", "statement:" + statement.id.text());
  const bool may_report = !statement.hidden && !is_mine;
  item["report_href"] = !may_report ? std::string() : page.is_signed_in() ? report : page.sign_in_href(report);
  item["hide_href"] = is_moderator && !statement.hidden ? path + "/hide" : std::string();
  item["restore_href"] = is_moderator && statement.hidden ? path + "/restore" : std::string();
  item["has_acts"] = may_report || is_moderator;
}

json hidden_view(const Page& page, const rounds::Statement& statement) {
  if (!statement.hidden) return false;
  return {{"rule_text", page.text("rule_name." + statement.hidden->rule)}, {"reason", statement.hidden->reason}};
}

json person_view(const Page& page, const RoundOnPage& here, const rounds::TableNow& table, const rounds::AtTable& one, SeatId own, SeatActs acts) {
  const auto& seat = one.seat;
  json notes = json::array();
  const auto note = [&](std::string_view kind, const std::string& text) { notes.push_back({{"kind", kind}, {"text", text}}); };
  if (seat.id == own) note("brand", page.text("round.you"));
  if (table.table.rapporteur == seat.id) note("info", page.text("round.reports"));
  if (seat.channel == rounds::SeatChannel::phone || seat.channel == rounds::SeatChannel::onsite)
    note("info", page.text("round.channel." + std::string(rounds::name_of(seat.channel))));
  if (seat.presence == rounds::Presence::reconnecting || seat.presence == rounds::Presence::gone)
    note("warn", page.text("round.presence." + std::string(rounds::name_of(seat.presence))));
  if (acts != nullptr && seat.help_at) note("bad", page.text("round.calls_help"));
  json buttons = acts == nullptr ? json::array() : acts(page, here, table, one);
  return {{"name", seat.name},
          {"is_speaking", table.speaking && table.speaking->seat == seat.id},
          {"notes", std::move(notes)},
          {"time_text", one.turns == 0 ? page.text("round.not_spoken") : page.text("round.spoken", {{"time", duration_text(page, one.spoken_ms)}})},
          {"has_acts", !buttons.empty()},
          {"acts", std::move(buttons)}};
}

}  // namespace

std::string duration_text(const Page& page, std::int64_t ms) {
  const std::int64_t seconds = ms / ms_per_second;
  if (seconds < 60) return page.text("round.seconds", {{"seconds", seconds}});
  return page.text(seconds % 60 == 0 ? "round.minutes" : "round.minutes_seconds", {{"minutes", seconds / 60}, {"seconds", seconds % 60}});
}

json next_round_view(const Page& page, const RedesignAtHand& at) {
  const auto all = rounds::load_rounds(page.db(), at.redesign.id, 1);
  if (all.empty()) return false;
  const rounds::Round& round = all.front();
  const LocalText question = local_text(page, round.questions, at.redesign.languages);
  return {{"href", page.href(round_path(round.id))},
          {"all_href", page.href("/redesigns/" + at.redesign.slug + "/rounds")},
          {"lang", question.language},
          {"title", question.text},
          {"state_text", page.text("round.state." + state_key(round.state))},
          {"badge_kind", badge_of(round.state)},
          {"when_text", pages::format_moment(page.language(), round.starts_at)}};
}

json joined_round_view(const Page& page, const rounds::Round& round) {
  const auto redesign = redesigns::find_redesign(page.db(), round.redesign).value();
  const LocalText question = local_text(page, round.questions, redesign.languages);
  const auto draft_at = round.state == RoundState::closed ? rounds::load_facts(page.db(), round, {}).draft_at : std::nullopt;
  const bool has_report = draft_at || round.state == RoundState::reported;
  json facts = json::array({{{"text", pages::format_moment(page.language(), round.starts_at)}, {"is_late", false}}});
  if (draft_at) facts.push_back({{"text", page.text("round.my_review", {{"when", pages::format_moment(page.language(), rounds::review_end(*draft_at))}})}, {"is_late", false}});
  return {{"href", page.href(round_path(round.id, has_report ? "/report" : rounds::is_live(round.state) ? "/room" : ""))},
          {"lang", question.language},
          {"original_text", original_text(page, question.language)},
          {"title", question.text},
          {"title_html", ""},
          {"status", badge_of(round.state)},
          {"status_text", page.text("round.state." + state_key(round.state))},
          {"facts", std::move(facts)}};
}

std::string round_path(RoundId id, std::string_view rest) { return "/rounds/" + id.text() + std::string(rest); }

Result<RoundOnPage> open_round(Page& page) {
  const auto id = page.call().path_id<RoundId>();
  if (!id) return id.error();
  auto in = rounds::load_round_at(page.db(), *id, page.call().viewer);
  if (!in) return in.error();
  auto at = at_hand(page, in->redesign);
  page.depend_on(rounds::round_channel(in->round.id));
  return RoundOnPage{std::move(*in), std::move(at)};
}

void title_round_page(Page& page, const RoundOnPage& here, const std::string& title) {
  const LocalText question = local_text(page, here.in.round.questions, here.at.redesign.languages);
  page.set_title(title);
  add_redesign_crumb(page, here.at);
  page.add_crumb(page.text("rounds.title"), "/redesigns/" + here.at.redesign.slug + "/rounds");
  page.add_crumb(question.text, round_path(here.in.round.id), question.language).add_crumb(title);
}

json round_head_view(const Page& page, const RoundOnPage& here) {
  const rounds::Round& round = here.in.round;
  const LocalText question = local_text(page, round.questions, here.at.redesign.languages);
  const LocalText redesign = local_text(page, here.at.texts.title, here.at.redesign.languages);
  return {{"question", question.text},
          {"question_lang", question.language},
          {"state_text", page.text("round.state." + state_key(round.state))},
          {"badge_kind", badge_of(round.state)},
          {"when_text", pages::format_moment(page.language(), round.starts_at)},
          {"redesign_href", page.href("/redesigns/" + here.at.redesign.slug)},
          {"redesign_title", redesign.text},
          {"redesign_lang", redesign.language},
          {"round_href", page.href(round_path(round.id))}};
}

std::string table_text(const Page& page, std::int64_t number) {
  if (number == 0) return page.text("round.state.plenary");
  const std::string name = number <= 26 ? std::string(1, static_cast<char>('A' + number - 1)) : std::to_string(number);
  return page.text("round.table", {{"name", name}});
}

json clock_view(const Page& page, const std::optional<Instant>& end) {
  if (!end) return false;
  const std::int64_t left = std::max<std::int64_t>(0, end->unix_ms - page.now().unix_ms);
  const std::string seconds = std::to_string(left / 1000 % 60);
  return {{"ends_at", iso_text(*end)},
          {"now", iso_text(page.now())},
          {"left_text", std::to_string(left / 60'000) + ":" + (seconds.size() == 1 ? "0" : "") + seconds},
          {"until_text", page.text("round.until", {{"time", hour_text(*end)}})}};
}

json stage_view(const Page& page, const RoundOnPage& here) {
  const rounds::Round& round = here.in.round;
  json steps = json::array();
  for (int stage = static_cast<int>(RoundState::lobby); stage <= static_cast<int>(RoundState::reported); ++stage) {
    const auto step = static_cast<RoundState>(stage);
    steps.push_back({{"text", page.text("round.state." + state_key(step))}, {"is_current", step == round.stage()}, {"is_done", step < round.stage()}});
  }
  const bool is_paused = round.state == RoundState::paused;
  const bool is_away = round.pause_cause == rounds::PauseCause::away;
  return {{"stage_text", page.text("round.state." + state_key(round.stage()))},
          {"explain_text", page.text("round.explain." + state_key(round.stage()))},
          {"clock", clock_view(page, rounds::stage_end(round))},
          {"is_paused", is_paused},
          {"pause_text", is_paused ? page.text(is_away ? "round.paused_away" : "round.paused_moderator") : std::string()},
          {"pause_reason", is_paused && !is_away ? last_reason(page, round) : std::string()},
          {"steps", std::move(steps)}};
}

json button_view(const ActButton& button) {
  json hidden = json::array();
  for (const auto& [name, value] : button.hidden) hidden.push_back({{"name", name}, {"value", value}});
  return {{"action", button.action}, {"hidden", std::move(hidden)}, {"text", button.text}, {"about_text", button.about}, {"is_primary", button.is_primary}, {"is_pressed", button.is_pressed}};
}

json table_view(const Page& page, const RoundOnPage& here, const rounds::TableNow& table, SeatId own, SeatActs acts) {
  json people = json::array();
  for (const auto& one : table.people) people.push_back(person_view(page, here, table, one, own, acts));
  json line = json::array();
  for (const auto& waiting : table.line) line.push_back({{"name", waiting.name}, {"is_own", waiting.seat == own}});
  json speaking = false;
  if (table.speaking) {
    const auto end = here.in.round.state == RoundState::paused ? std::nullopt : table.speaking->ends_at;
    speaking = {{"name", table.speaker},
                {"is_own", table.speaking->seat == own},
                {"mode_text", page.text("round.mode." + std::string(rounds::name_of(table.speaking->mode)))},
                {"clock", clock_view(page, end)}};
  }
  const std::string id = table.table.id.text();
  return {{"key", "table-" + id},
          {"title_text", table_text(page, table.table.number)},
          {"has_speaker", table.speaking.has_value()},
          {"speaking", std::move(speaking)},
          {"has_line", !line.empty()},
          {"line", std::move(line)},
          {"people", std::move(people)}};
}

json statement_text_view(const Page& page, const RoundOnPage& here, const rounds::Statement& statement) {
  const LocalText text = local_text(page, statement.texts, here.at.redesign.languages);
  return {{"id", statement.id.text()},
          {"text", statement.hidden ? std::string() : text.text},
          {"lang", text.language},
          {"original_text", statement.hidden ? std::string() : original_text(page, text.language)},
          {"by_text", statement.table_number > 0 ? table_text(page, statement.table_number) : std::string()}};
}

json statements_view(const Page& page, const RoundOnPage& here) {
  const auto all = rounds::load_statements_now(page.db(), here.in.round);
  const bool has_results = rounds::shows_results(here.in.round);
  std::vector<const rounds::StatementNow*> order;
  for (const auto& now : all)
    if (!now.statement.joined_into.is_set()) order.push_back(&now);
  std::stable_sort(order.begin(), order.end(), [](const auto* left, const auto* right) { return left->is_common_ground && !right->is_common_ground; });
  const auto seat = rounds::find_seat_of(page.db(), here.in.round.id, page.person());
  json items = json::array();
  for (const auto* now : order) {
    json item = statement_text_view(page, here, now->statement);
    item["hidden"] = hidden_view(page, now->statement);
    add_acts(page, here, now->statement, seat ? seat->id : SeatId{}, item);
    item["result"] = has_results && now->statement.counts() ? result_view(page, *now) : json(false);
    item["is_common_ground"] = now->is_common_ground;
    item["joined"] = json::array();
    for (const auto& other : all)
      if (other.statement.joined_into == now->statement.id && !other.statement.hidden) item["joined"].push_back(statement_text_view(page, here, other.statement));
    item["has_joined"] = !item["joined"].empty();
    items.push_back(std::move(item));
  }
  const std::string title = has_results ? page.text("round.results_title", {{"common", here.in.round.common_ground}, {"all", here.in.round.statements}})
                                        : page.count("round.statement_count", here.in.round.statements);
  return {{"title_text", title}, {"has_results", has_results}, {"has_items", !items.empty()}, {"items", std::move(items)}};
}

}  // namespace palabre::screens
