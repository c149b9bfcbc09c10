// The six questions before a redesign begins, and the numbers that go with them. Plain: no clock, socket, database or JSON.
#pragma once
#include "base/instant.hpp"
#include "planning/figures.hpp"
#include "redesigns/redesign.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace palabre::planning {

/// What is there, what for, what matters, what with, what stands in the way, how.
enum class Question { context, aim, values, means, obstacles, methods };
inline constexpr int question_count = static_cast<int>(Question::methods) + 1;
std::string_view name_of(Question question);
std::optional<Question> question_of(std::string_view name);

inline constexpr std::size_t answer_chars_max = 1'200;   // six of them fit on two pages

struct Answer {
  std::string language;
  std::string text;
};

struct Roadmap {
  std::map<Question, Answer> answers;
  Figures figures;
  std::optional<Instant> updated_at;   // unset: nothing was answered
};

/// Working papers: for whoever holds a role in the redesign, and administrators. Refuses: not_allowed.
Result<void> decide_roadmap_reading(const people::Actor& actor);

/// `wanted`: an empty text takes the answer away, an absent question stays. `read_at`: as last read; somebody else's answers since
/// then are stale_version. Refuses: as decide_redesign_edit and decide_figures; stale_version, too_long, nothing_changed.
Result<Roadmap> decide_roadmap(redesigns::RedesignState state, const people::Actor& actor, const Roadmap& before,
                               const std::map<Question, std::string>& wanted, std::string_view language, std::optional<Instant> read_at,
                               const WantedFigures& figures = {});

}  // namespace palabre::planning
