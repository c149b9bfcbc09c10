// Which methods suit a redesign, in pairs: one online and one without a screen. Plain: no clock, socket, database or JSON.
#pragma once
#include "planning/figures.hpp"
#include "redesigns/redesign.hpp"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace palabre::planning {

/// How people can take part. First those with a screen, then those without.
enum class Method {
  one_question, idea_pages, comments, team_pages, live_round, versions, online_ballot, public_answers,
  stall, telephone, trusted_talks, one_table, hall_tables, telephone_seats, workshop, trial, paper_sheets, paper_ballots, letters
};
inline constexpr int method_count = static_cast<int>(Method::letters) + 1;
std::string_view name_of(Method method);

/// Why a phase is advised: one plain sentence each.
enum class Why { needs_care, takes_its_time, asks_openly, consults, has_little_time, lives_apart, weighs_reasons, shares_decision, has_time_to_try, decides_together, owes_answers, learns, only_informs, is_planned };
inline constexpr int why_count = static_cast<int>(Why::is_planned) + 1;
std::string_view name_of(Why why);

struct Advice {
  redesigns::PhaseType phase{};
  Method online{};
  Method offline{};
  Why why{};
  bool is_planned = false;   // a phase of this type stands in the timeline
};

/// What the redesign itself says.
struct MethodFacts {
  std::string_view power_level;
  bool can_change = true;                        // at least one point is noted as open
  std::vector<redesigns::PhaseType> planned;
  std::optional<int> weeks_planned;              // first to last day of what comes before the follow-up; used where the owner counted none
};
MethodFacts method_facts(const redesigns::Redesign& redesign, const redesigns::RedesignTexts& texts, std::span<const redesigns::Phase> phases);

/// One pair for each phase that suits the promise, the people and the time, and for each phase that is planned anyhow, in the order in
/// which phases usually follow each other. Uses the numbers of the roadmap; the words of the six answers are for people to read.
/// Where nothing can change or no more than information is promised, nobody is asked for ideas.
std::vector<Advice> recommend_methods(const Figures& answers, const MethodFacts& facts);

}  // namespace palabre::planning
