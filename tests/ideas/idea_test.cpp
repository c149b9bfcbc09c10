// Walks the rules of ideas: every state, every wanted state, every part a person can have.
#include "ideas/idea.hpp"

#include <gtest/gtest.h>

#include <set>
#include <tuple>

namespace palabre::ideas {
namespace {

using enum IdeaState;

IdeaState state_number(int number) { return static_cast<IdeaState>(number); }

people::Actor actor_with(std::initializer_list<people::Role> roles, std::int64_t person = 7) {
  people::Actor actor;
  actor.person = PersonId{person};
  for (const auto role : roles) actor.roles.add(role);
  return actor;
}

Idea idea_in(IdeaState state) {
  Idea idea;
  idea.id = IdeaId{1};
  idea.author = PersonId{1};
  idea.state = state;
  return idea;
}

TEST(IdeaState, HasANameThatReadsBack) {
  std::set<std::string_view> names;
  for (int number = 0; number < idea_state_count; ++number) {
    const auto name = name_of(state_number(number));
    EXPECT_EQ(idea_state_of(name), state_number(number));
    names.insert(name);
  }
  EXPECT_EQ(names.size(), static_cast<std::size_t>(idea_state_count));
  EXPECT_EQ(idea_state_of("open"), std::nullopt);
}

TEST(IdeaState, IsListedFromPublishedToDeclined) {
  const std::set<IdeaState> listed{published, shortlisted, under_review, on_ballot, accepted, not_selected, deferred, declined};
  const std::set<IdeaState> readable_only{merged, withdrawn, hidden};
  for (int number = 0; number < idea_state_count; ++number) {
    const auto state = state_number(number);
    EXPECT_EQ(is_listed(state), listed.contains(state)) << name_of(state);
    EXPECT_EQ(is_readable(state), listed.contains(state) || readable_only.contains(state)) << name_of(state);
  }
}

TEST(DecideSupport, FollowsTheStateOfTheIdea) {
  const std::set<IdeaState> open{published, shortlisted, under_review};
  for (int number = 0; number < idea_state_count; ++number) {
    const auto answer = decide_support(idea_in(state_number(number)), actor_with({}));
    EXPECT_EQ(answer.has_value(), open.contains(state_number(number))) << name_of(state_number(number));
    if (!answer) {
      EXPECT_EQ(answer.error().reason, Reason::idea_not_open);
    }
  }
}

TEST(DecideSupport, IsRefusedToOrganisationsInEveryState) {
  auto organisation = actor_with({});
  organisation.is_organisation = true;
  for (int number = 0; number < idea_state_count; ++number)
    EXPECT_EQ(decide_support(idea_in(state_number(number)), organisation).error().reason, Reason::organisation_may_not_support);
}

TEST(DecideEdit, IsTheAuthorsWhileNothingIsDecided) {
  const std::set<IdeaState> open{submitted, published, shortlisted, under_review};
  for (int number = 0; number < idea_state_count; ++number) {
    const auto idea = idea_in(state_number(number));
    EXPECT_EQ(decide_edit(idea, actor_with({}, 1)).has_value(), open.contains(idea.state)) << name_of(idea.state);
    const auto other = actor_with({people::Role::moderator, people::Role::owner});
    EXPECT_EQ(decide_edit(idea, other).error().reason, Reason::not_allowed);
  }
}

TEST(DecideEdit, IsRefusedOnceAVersionIsFrozen) {
  auto idea = idea_in(shortlisted);
  idea.frozen_version = 2;
  EXPECT_EQ(decide_edit(idea, actor_with({}, 1)).error().reason, Reason::idea_frozen);
  EXPECT_EQ(decide_withdraw(idea, actor_with({}, 1)).error().reason, Reason::idea_frozen);
}

TEST(DecideWithdraw, IsTheAuthorsBeforeADecision) {
  const std::set<IdeaState> open{draft, submitted, published, shortlisted, under_review, deferred};
  for (int number = 0; number < idea_state_count; ++number) {
    const auto idea = idea_in(state_number(number));
    EXPECT_EQ(decide_withdraw(idea, actor_with({}, 1)).has_value(), open.contains(idea.state)) << name_of(idea.state);
    EXPECT_EQ(decide_withdraw(idea, actor_with({people::Role::moderator})).error().reason, Reason::not_allowed);
  }
}

TEST(DecideComment, FollowsTheList) {
  for (int number = 0; number < idea_state_count; ++number)
    EXPECT_EQ(decide_comment(idea_in(state_number(number))).has_value(), is_listed(state_number(number)));
}

// The whole machine written a second time as a plain set: who may go from where to where.
using Step = std::tuple<std::string_view, IdeaState, IdeaState>;
const std::set<Step> allowed_steps{
    {"moderator", submitted, published},   {"moderator", published, shortlisted},   {"owner", published, shortlisted},
    {"officer", shortlisted, under_review}, {"officer", under_review, published},    {"owner", not_selected, shortlisted},
    {"owner", declined, shortlisted},
};

TEST(DecideStateChange, AllowsExactlyTheStepsOfTheMachine) {
  const std::vector<std::pair<std::string_view, people::Actor>> parts{
      {"participant", actor_with({})},
      {"facilitator", actor_with({people::Role::facilitator})},
      {"moderator", actor_with({people::Role::moderator})},
      {"officer", actor_with({people::Role::officer})},
      {"owner", actor_with({people::Role::owner})}};
  for (const auto& [part, actor] : parts)
    for (int from = 0; from < idea_state_count; ++from)
      for (int to = 0; to < idea_state_count; ++to) {
        const auto answer = decide_state_change(idea_in(state_number(from)), actor, {state_number(to), "because it is so", ""});
        const bool may = allowed_steps.contains({part, state_number(from), state_number(to)});
        ASSERT_EQ(answer.has_value(), may) << part << ": " << name_of(state_number(from)) << " -> " << name_of(state_number(to));
        if (may) {
          EXPECT_EQ(*answer, part);
        }
      }
}

TEST(DecideStateChange, LetsAnAdministratorActAsOwner) {
  auto admin = actor_with({});
  admin.is_admin = true;
  EXPECT_EQ(*decide_state_change(idea_in(declined), admin, {shortlisted, "a new decision", ""}), "owner");
}

TEST(DecideStateChange, NeedsAReason) {
  const auto answer = decide_state_change(idea_in(shortlisted), actor_with({people::Role::officer}), {under_review, "", ""});
  EXPECT_EQ(answer.error().reason, Reason::reason_required);
}

TEST(DecideStateChange, IsRefusedInOnesOwnCase) {
  const auto officer = actor_with({people::Role::officer}, 1);
  EXPECT_EQ(decide_state_change(idea_in(shortlisted), officer, {under_review, "because", ""}).error().reason, Reason::own_case);
}

TEST(DecideStateChange, NamesTheActToUseInstead) {
  const auto moderator = actor_with({people::Role::moderator});
  const auto detail = [&](IdeaState from, IdeaState to) { return decide_state_change(idea_in(from), moderator, {to, "because", ""}).error().detail; };
  EXPECT_NE(detail(published, hidden).find("hide it"), std::string::npos);
  EXPECT_NE(detail(hidden, published).find("restore it"), std::string::npos);
  EXPECT_NE(detail(published, merged).find("merge"), std::string::npos);
  EXPECT_NE(detail(published, accepted).find("answer"), std::string::npos);
  EXPECT_NE(detail(shortlisted, on_ballot).find("set up a vote"), std::string::npos);
  EXPECT_NE(detail(on_ballot, accepted).find("vote"), std::string::npos);
}

}  // namespace
}  // namespace palabre::ideas
