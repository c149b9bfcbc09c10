// Builds the official answer and the history of an idea. Called by the idea's page, the answer form and the live fragments.
#include "pages/markdown.hpp"
#include "redesigns/texts.hpp"
#include "screens/idea_parts.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::screens {

using ideas::IdeaState;
using nlohmann::json;

namespace {

/// What the answer in force and the earlier ones have in common.
json one_answer_view(const Page& page, const followup::ShownAnswer& shown) {
  const followup::Answer& answer = shown.answer;
  const LocalText body = local_text(page, answer.texts);
  std::string by = person_name(page, shown.officer_name);
  if (!shown.organisation_json.empty()) {
    const auto organisation = local_text(page, redesigns::parse_texts_by_language(shown.organisation_json));
    if (!organisation.text.empty()) by = organisation.text;
  }
  return {
      {"kind", followup::name_of(answer.kind)},
      {"kind_text", page.text("answer.kind." + std::string(followup::name_of(answer.kind)))},
      {"reason_text", answer.reason_code ? page.text("answer.code." + std::string(followup::name_of(*answer.reason_code))) : std::string()},
      {"review_text", answer.review_on ? page.text("answer.review_on", {{"day", day_words(page, *answer.review_on)}}) : std::string()},
      {"lang", body.language},
      {"original_text", original_text(page, body.language)},
      {"body_html", pages::markdown_html(body.text, 3)},
      {"by_text", by},
      {"when_iso", iso_text(answer.created_at)},
      {"when_text", page.text("time.on_day", {{"day", day_words(page, answer.created_at)}})},
  };
}

}  // namespace

json answer_view(const Page& page, IdeaId idea, const std::vector<followup::ShownAnswer>& answers) {
  if (answers.empty()) return false;
  json view = one_answer_view(page, answers.front());
  view["key"] = "answer-" + idea.text();
  view["idea"] = idea.value;
  view["heading_text"] = page.text("answer.heading");
  json earlier = json::array();
  for (std::size_t i = 1; i < answers.size(); ++i) earlier.push_back(one_answer_view(page, answers[i]));
  view["earlier_text"] = earlier.empty() ? std::string() : page.count("answer.earlier", static_cast<std::int64_t>(earlier.size()));
  view["earlier"] = std::move(earlier);
  return view;
}

namespace {

struct HistoryLine {
  Instant at;
  std::string what;
  std::string who;
  LocalText reason;  // without language: nobody wrote down which
};

std::string who_text(const Page& page, const ideas::FullIdea& full, const ideas::HistoryEntry& entry) {
  if (entry.from == IdeaState::submitted && entry.to == IdeaState::published && !entry.person.is_set()) return person_name(page, full.card.author.name);
  if (entry.person.is_set()) return person_name(page, entry.person_name);
  if (entry.actor_role == "vote") return page.text("event.by_vote");
  return page.text(entry.actor_role == "import" ? "event.imported" : "event.by_clock");
}

/// A submission that was published at once is one step for readers.
bool is_worth_telling(const ideas::FullIdea& full, const ideas::HistoryEntry& entry) {
  return entry.to != IdeaState::submitted || full.card.idea.state == IdeaState::submitted;
}

/// The words of an answer are kept with the move it made: they are shown as the answer is, in the reader's language when it has it.
LocalText reason_of(const Page& page, const std::vector<followup::ShownAnswer>& answers, const ideas::HistoryEntry& entry) {
  if (entry.reason.empty()) return {entry.reason_code.empty() ? std::string() : page.text("answer.code." + entry.reason_code), {}};
  for (const auto& shown : answers) {
    const auto& texts = shown.answer.texts;
    const bool is_of_it = std::any_of(texts.begin(), texts.end(), [&](const auto& text) { return text.second == entry.reason; });
    if (is_of_it) return local_text(page, texts);
  }
  return {entry.reason, {}};
}

std::vector<HistoryLine> lines_of(const Page& page, const ideas::FullIdea& full) {
  const auto answers = followup::load_answers(page.db(), full.card.idea.id);
  std::vector<HistoryLine> lines;
  for (const auto& entry : full.history) {
    if (!is_worth_telling(full, entry)) continue;
    const bool is_first = entry.to == IdeaState::published && (entry.from == IdeaState::submitted || entry.from == IdeaState::draft);
    LocalText reason = entry.reason_code == "undone" ? LocalText{page.text("event.undone"), {}} : reason_of(page, answers, entry);
    lines.push_back({entry.at, is_first ? page.text("event.idea_published") : status_text(page, entry.to), who_text(page, full, entry), reason});
  }
  if (full.card.idea.state == IdeaState::hidden) return lines;
  for (const auto& version : full.versions) {
    if (version.is_original && version.version > 1)
      lines.push_back({version.created_at, page.text("event.idea_edited"), person_name(page, full.card.author.name), {version.note, version.language}});
  }
  std::stable_sort(lines.begin(), lines.end(), [](const auto& left, const auto& right) { return left.at < right.at; });
  return lines;
}

}  // namespace

json history_view(const Page& page, const ideas::FullIdea& full) {
  const auto lines = lines_of(page, full);
  json items = json::array();
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
    items.push_back({{"when_iso", iso_text(line->at)},
                     {"when_text", day_words(page, line->at)},
                     {"what_text", line->what},
                     {"who_text", line->who},
                     {"reason", line->reason.text},
                     {"reason_lang", line->reason.language}});
  }
  const IdeaId id = full.card.idea.id;
  return {{"key", "history-" + id.text()}, {"idea", id.value}, {"items", std::move(items)}};
}

}  // namespace palabre::screens
