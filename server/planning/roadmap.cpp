// The rules of the roadmap, as plain decisions.
// Called by write_roadmap, the roadmap routes and pages.
#include "planning/roadmap.hpp"

#include "base/utf8.hpp"

#include <array>

namespace palabre::planning {

namespace {

constexpr std::array<std::string_view, question_count> names{"context", "aim", "values", "means", "obstacles", "methods"};

bool is_same(const Roadmap& left, const Roadmap& right) {
  if (left.answers.size() != right.answers.size() || left.figures != right.figures) return false;
  for (const auto& [question, answer] : left.answers) {
    const auto other = right.answers.find(question);
    if (other == right.answers.end() || other->second.text != answer.text) return false;
  }
  return true;
}

}  // namespace

std::string_view name_of(Question question) { return names[static_cast<std::size_t>(question)]; }

std::optional<Question> question_of(std::string_view name) {
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i] == name) return static_cast<Question>(i);
  return std::nullopt;
}

Result<void> decide_roadmap_reading(const people::Actor& actor) {
  if (actor.is_admin || !actor.roles.is_empty()) return {};
  return refuse(Reason::not_allowed, "The roadmap is for those who hold a role in this redesign.");
}

Result<Roadmap> decide_roadmap(redesigns::RedesignState state, const people::Actor& actor, const Roadmap& before,
                               const std::map<Question, std::string>& wanted, std::string_view language, std::optional<Instant> read_at,
                               const WantedFigures& figures) {
  if (auto may = redesigns::decide_redesign_edit(state, actor); !may) return may.error();
  if (read_at && before.updated_at && *read_at != *before.updated_at)
    return refuse(Reason::stale_version, "somebody wrote on this roadmap since you read it; read it again", "updated_at");
  Roadmap after = before;
  for (const auto& [question, text] : wanted) {
    if (count_chars(text) > answer_chars_max)
      return refuse(Reason::too_long, "an answer has at most " + std::to_string(answer_chars_max) + " characters", name_of(question));
    if (text.empty()) after.answers.erase(question);
    else if (auto& answer = after.answers[question]; answer.text != text) answer = {std::string(language), text};
  }
  const auto counted = decide_figures(before.figures, figures);
  if (!counted) return counted.error();
  after.figures = *counted;
  if (is_same(before, after)) return refuse(Reason::nothing_changed, "nothing in the roadmap would change");
  return after;
}

}  // namespace palabre::planning
