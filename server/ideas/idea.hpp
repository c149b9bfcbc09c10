// Ideas and their rules. Plain structs and decisions: no clock, socket, database or JSON.
#pragma once
#include "base/id.hpp"
#include "base/instant.hpp"
#include "base/refusal.hpp"
#include "people/actor.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::ideas {

enum class IdeaState { draft, submitted, published, shortlisted, under_review, on_ballot, accepted, not_selected, deferred, declined, merged, withdrawn, hidden };
inline constexpr int idea_state_count = static_cast<int>(IdeaState::hidden) + 1;

std::string_view name_of(IdeaState state);
std::optional<IdeaState> idea_state_of(std::string_view name);

/// In lists, search and counts: everything people may read. Merged and withdrawn ideas stay readable at their address only.
bool is_listed(IdeaState state);
/// Still open to support: published, shortlisted, under_review. A decided idea must not collect support.
bool is_supportable(IdeaState state);
/// Its author may still write a new version (when nothing is frozen): submitted, published, shortlisted, under_review.
bool is_editable(IdeaState state);
/// Readable at its address: listed, merged, withdrawn, and hidden (title and body replaced by the rule and the reason).
bool is_readable(IdeaState state);

struct Idea {
  IdeaId id;
  RedesignId redesign;
  PhaseId phase;
  PersonId author;
  IdeaState state{};
  std::optional<IdeaState> state_before_hidden;
  int version = 1;
  std::optional<int> frozen_version;
  std::string language;
  std::string title;
  std::string body;
  std::string channel = "online";
  std::string place;
  std::optional<double> latitude, longitude;
  IdeaId merged_into;
  std::int64_t supports = 0;
  std::int64_t comments = 0;
  std::int64_t imported_supports = 0;
  std::int64_t reactions = 0;           // "this matters to me", without or with an account; never part of supports
  std::optional<Instant> answer_due_at;
  Instant created_at, updated_at;
};

/// May `actor` support this idea (the phase was asked before)? An organisation never; only states still open to support.
/// Refuses: organisation_may_not_support, idea_not_open.
Result<void> decide_support(const Idea& idea, const people::Actor& actor);

/// May `actor` publish a new version? The author only; state submitted, published, shortlisted or under_review; not frozen.
/// Refuses: not_allowed, idea_frozen, idea_not_open.
Result<void> decide_edit(const Idea& idea, const people::Actor& actor);

/// May the author take the idea back? Before any freeze, while it is not yet decided.
/// Refuses: not_allowed, idea_frozen, idea_transition_refused.
Result<void> decide_withdraw(const Idea& idea, const people::Actor& actor);

/// May comments be added? Refuses: idea_not_open (merged, withdrawn, hidden, draft).
Result<void> decide_comment(const Idea& idea);

struct StateChange {
  IdeaState to{};
  std::string reason;
  std::string reason_code;
};

/// The idea's state machine for `to` asked by `actor`; the actor's part in it ("author", "moderator", "officer", "owner").
/// Hiding, restoring, merging and answering have acts of their own and are refused here with the act to use instead.
/// Why own_case: nobody moves an idea of their own except to withdraw it. An administrator acts as owner.
/// Refuses: not_allowed, own_case, idea_transition_refused, idea_frozen, reason_required.
Result<std::string_view> decide_state_change(const Idea& idea, const people::Actor& actor, const StateChange& change);

}  // namespace palabre::ideas
