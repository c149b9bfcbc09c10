// Reads one round of the demo format and checks that its parts name each other.
// Called by demo_file.
#include "transfer/demo_round.hpp"

#include "rounds/turn.hpp"
#include "transfer/demo_idea.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::transfer {

using nlohmann::ordered_json;

namespace {

template <class Names>
bool is_one_of(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

redesigns::TextsByLanguage read_texts(const ordered_json& value) {
  redesigns::TextsByLanguage texts;
  for (const auto& [language, text] : value.items()) texts[language] = text.get<std::string>();
  return texts;
}

void read_agenda(JsonFields agenda, DemoRound& round) {
  for (const auto name : rounds::agenda_names) {
    const auto minutes = agenda.integer(name);
    if (minutes < 1 || minutes > 480) agenda.fault(name, "is not between 1 and 480 minutes");
    round.minutes.push_back(minutes);
  }
}

void read_seats(JsonFields& fields, DemoRound& round, std::vector<KeptItem>& kept) {
  const ordered_json votes = fields.value("votes");
  const auto& list = fields.value("participants");
  for (std::size_t i = 0; i < list.size(); ++i) {
    JsonFields seat_fields(list[i], fields.path_of("participants[" + std::to_string(i) + "]"));
    DemoSeat seat;
    seat.id = seat_fields.text("id");
    seat.table = seat_fields.text("table");
    if (!is_one_of(round.tables, seat.table)) seat_fields.fault("table", "is no table of this round: " + seat.table);
    if (const auto said = votes.find(seat.id); said != votes.end()) {
      if (said->size() != round.statements.size()) fields.fault("votes", "has not one value for each statement: " + seat.id);
      for (const auto& vote : *said) seat.votes.push_back(vote.is_null() ? std::nullopt : std::optional(std::clamp(vote.get<int>(), -1, 1)));
    }
    keep_left(seat_fields, "deliberation_seat", round.id + ":" + seat.id, kept);
    round.seats.push_back(std::move(seat));
  }
}

void read_turns(JsonFields& fields, DemoRound& round, std::vector<KeptItem>& kept) {
  const auto& list = fields.value("turns");
  for (std::size_t i = 0; i < list.size(); ++i) {
    JsonFields turn_fields(list[i], fields.path_of("turns[" + std::to_string(i) + "]"));
    DemoTurn turn;
    turn.seat = turn_fields.text("speaker");
    turn.table = turn_fields.text("table");
    turn.mode = turn_fields.text("mode");
    turn.start_s = turn_fields.integer("start_s");
    turn.seconds = turn_fields.integer("seconds");
    turn_fields.value("n");
    const bool has_seat = std::any_of(round.seats.begin(), round.seats.end(), [&turn](const DemoSeat& seat) { return seat.id == turn.seat && seat.table == turn.table; });
    if (!has_seat) turn_fields.fault("speaker", "does not sit at that table: " + turn.seat);
    if (!is_one_of(rounds::turn_mode_names(), turn.mode)) turn_fields.fault("mode", "is not known: " + turn.mode);
    if (turn.start_s < 0 || turn.seconds < 0 || turn.start_s + turn.seconds > 86'400) turn_fields.fault("seconds", "is out of range");
    keep_left(turn_fields, "deliberation_turn", round.id + ":" + std::to_string(i), kept);
    round.turns.push_back(std::move(turn));
  }
}

}  // namespace

DemoRound read_demo_round(JsonFields fields, DemoFile& file) {
  std::vector<KeptItem> kept;
  DemoRound round;
  round.id = fields.text("id");
  round.phase = fields.text("phase");
  const bool has_phase = std::any_of(file.phases.begin(), file.phases.end(), [&round](const DemoPhase& phase) { return phase.id == round.phase; });
  if (!has_phase) fields.fault("phase", "is no phase of this file: " + round.phase);
  round.state = fields.text("state");
  if (!is_one_of(rounds::round_state_names(), round.state) || round.state == "paused") fields.fault("state", "is not known: " + round.state);
  round.day = static_cast<int>(std::clamp<std::int64_t>(fields.integer("day"), -36'500, 36'500));
  round.question = fields.texts("question");
  for (const auto& texts : fields.value("access")) round.access.push_back(read_texts(texts));
  read_agenda(fields.object("agenda_minutes"), round);
  round.turn_seconds = std::clamp<std::int64_t>(fields.integer("turn_seconds"), 20, 600);
  for (const auto& table : fields.value("tables")) round.tables.push_back(table.get<std::string>());
  for (const auto& value : fields.value("statements")) round.statements.push_back({value.at("id").get<std::string>(), read_texts(value.at("text"))});
  fields.value("facilitators");  // those who hold the role in the redesign
  read_seats(fields, round, kept);
  read_turns(fields, round, kept);
  keep_left(fields, "deliberation_round", round.id, kept);
  file.kept.insert(file.kept.end(), kept.begin(), kept.end());
  return round;
}

}  // namespace palabre::transfer
