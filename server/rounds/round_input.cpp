// Reads announcements of rounds field by field. Called by rounds_api and the moderators' form.
#include "rounds/round_input.hpp"

#include "base/limits.hpp"

namespace palabre::rounds {

namespace {

using http::Input;

redesigns::TextsByLanguage by_language(http::TextPairs pairs) {
  redesigns::TextsByLanguage texts;
  for (auto& [language, text] : pairs) texts[language] = std::move(text);
  return texts;
}

void read_minutes(Input& input, Agenda& minutes) {
  auto object = input.object("agenda");
  if (!object) return;
  for (std::size_t i = 0; i < minutes.size(); ++i)
    if (const auto value = object->optional_integer(agenda_names[i], 1, stage_minutes_max)) minutes[i] = *value;
  if (const auto refusal = object->refusal()) input.refuse_field(refusal->reason, refusal->field, refusal->detail);
}

}  // namespace

std::string read_call_url(Input& input) {
  const std::string url = input.optional_line("call_url", address_length).value_or("");
  const bool is_right = url.empty() || (url.starts_with("https://") && url.size() > 10 && url.find_first_of(" \"<>\\") == std::string::npos);
  if (!is_right) input.refuse_field(Reason::bad_field, "call_url", "an address that begins with https://");
  return url;
}

Announcement read_announcement(Input& input, const Limits& limits, const redesigns::Redesign& redesign, const Announcement& before, AccessShape wants) {
  Announcement wanted = before;
  const std::string& language = redesign.languages.front();
  if (const auto phase = input.optional_line("phase", {1, 20})) {
    const auto id = PhaseId::parse(*phase);
    if (!id) input.refuse_field(Reason::bad_field, "phase", "the number of a phase");
    wanted.phase = id.value_or(PhaseId{});
  }
  const bool is_form = wants == AccessShape::lines;
  if (is_form || input.is_sent("question") || before.questions.empty()) wanted.questions = by_language(input.texts("question", question_length, language));
  if (wanted.questions.empty()) input.refuse_field(Reason::missing_field, is_form ? "question." + language : "question", "what the round is about");
  if (!is_form && input.is_sent("access")) {
    wanted.access.clear();
    for (auto& text : input.texts_list("access", access_length, limits.round_access_max, language)) wanted.access.push_back(by_language(std::move(text)));
  }
  if (input.is_sent("call_url")) wanted.call_url = read_call_url(input);
  if (const auto moment = input.optional_instant("starts_at")) wanted.starts_at = *moment;
  read_minutes(input, wanted.minutes);
  const auto number = [&input](std::string_view name, std::int64_t min, std::int64_t max, std::int64_t& value) {
    if (const auto sent = input.optional_integer(name, min, max)) value = *sent;
  };
  number("turn_seconds", 20, 600, wanted.turn_seconds);
  number("table_seats", 2, 12, wanted.table_seats);
  number("seats_max", 2, static_cast<std::int64_t>(limits.round_seats_max), wanted.seats_max);
  if (input.is_sent("hosts")) {
    wanted.hosts.clear();
    for (const auto id : input.ids("hosts", limits.round_hosts_max)) wanted.hosts.push_back(PersonId{id});
  }
  return wanted;
}

Announcement announcement_of(db::Tx& tx, const Round& round) {
  Announcement there{round.phase,   round.questions,    round.access,      round.call_url,  round.starts_at,
                     round.minutes, round.turn_seconds, round.table_seats, round.seats_max, {}};
  for (const auto& host : load_hosts(tx, round.id)) there.hosts.push_back(host.person);
  return there;
}

}  // namespace palabre::rounds
