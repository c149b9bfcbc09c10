// Turns answers and waiting ideas into JSON.
// Called by answer_api, the idea's page and the inbox page.
#include "followup/answer_view.hpp"

#include <nlohmann/json.hpp>

namespace palabre::followup {

namespace {

using nlohmann::json;

json organisation_view(const std::string& names_json) {
  if (names_json.empty()) return nullptr;
  return json::parse(names_json);
}

}  // namespace

json answer_view(const ShownAnswer& shown, std::string_view preferred) {
  const Answer& answer = shown.answer;
  auto chosen = answer.texts.find(std::string(preferred));
  if (chosen == answer.texts.end()) chosen = answer.texts.begin();
  const bool has_text = chosen != answer.texts.end();
  return {
      {"id", answer.id.text()},
      {"idea", answer.idea.text()},
      {"kind", name_of(answer.kind)},
      {"body", has_text ? json(chosen->second) : json("")},
      {"language", has_text ? json(chosen->first) : json("")},
      {"texts", answer.texts},
      {"reason_code", answer.reason_code ? json(name_of(*answer.reason_code)) : json(nullptr)},
      {"review_on", answer.review_on ? json(day_text(*answer.review_on)) : json(nullptr)},
      {"officer", {{"id", answer.officer.text()}, {"name", shown.officer_name}, {"organisation", organisation_view(shown.organisation_json)}}},
      {"created_at", iso_text(answer.created_at)},
      {"supersedes", answer.supersedes.is_set() ? json(answer.supersedes.text()) : json(nullptr)},
      {"is_current", shown.is_current},
  };
}

json waiting_view(const WaitingIdea& waiting, Instant now) {
  return {
      {"id", waiting.idea.text()},
      {"title", waiting.title},
      {"language", waiting.language},
      {"status", waiting.state},
      {"author", {{"id", waiting.author.text()}, {"name", waiting.author_name}}},
      {"supports", waiting.supports},
      {"imported_supports", waiting.imported_supports},
      {"comments", waiting.comments},
      {"created_at", iso_text(waiting.created_at)},
      {"answer_due_at", waiting.due_at ? json(iso_text(*waiting.due_at)) : json(nullptr)},
      {"is_overdue", waiting.due_at && *waiting.due_at < now},
      {"answer", waiting.answered ? json(name_of(*waiting.answered)) : json(nullptr)},
      {"body", waiting.body},
      {"pending", waiting.pending.is_set() ? json(waiting.pending.text()) : json(nullptr)},
      {"is_asked", waiting.is_asked},
      {"assignee", waiting.assignee.is_set() ? json({{"id", waiting.assignee.text()}, {"name", waiting.assignee_name}}) : json(nullptr)},
  };
}

json pending_view(const PendingAnswer& pending) {
  const Answer& answer = pending.answer;
  return {
      {"id", pending.id.text()},
      {"idea", answer.idea.text()},
      {"kind", name_of(answer.kind)},
      {"texts", answer.texts},
      {"reason_code", answer.reason_code ? json(name_of(*answer.reason_code)) : json(nullptr)},
      {"review_on", answer.review_on ? json(day_text(*answer.review_on)) : json(nullptr)},
      {"writer", {{"id", answer.officer.text()}, {"name", pending.writer_name}}},
      {"sent_at", iso_text(answer.created_at)},
      {"status", name_of(pending.state)},
  };
}

}  // namespace palabre::followup
