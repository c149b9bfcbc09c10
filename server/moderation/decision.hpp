// What a moderator decides about one reported text, how a decision is taken back at once, and when a colleague is asked. Pure rules.
#pragma once
#include "moderation/report.hpp"

namespace palabre::moderation {

enum class DecisionKind { kept, hidden, restored };
std::string_view name_of(DecisionKind kind);
std::optional<DecisionKind> decision_kind_of(std::string_view name);

struct DecisionMade {
  DecisionId id;
  RedesignId redesign;
  Target target;
  DecisionKind kind{};
  std::optional<Rule> rule;          // exactly of a hiding
  std::string reason;
  PersonId moderator;
  Instant at;
  std::optional<Instant> undone_at;
  bool is_latest = true;             // nothing was decided about the same text after it
};

/// What stands open about one text.
struct OpenQuestions {
  std::int64_t reports = 0;
  bool has_second_opinion = false;   // somebody asked a colleague
};

/// May `actor` say that nothing breaks a rule? Refuses: as decide_moderation, already_decided (nothing is open any more), reason_required.
Result<void> decide_keeping(const Content& content, const OpenQuestions& open, const people::Actor& actor, std::string_view reason);

/// May `actor` take `made` back now? For `undo_ms` after it, by the moderator who made it; later there is restoring, with a reason.
/// Refuses: not_allowed (no moderator, or somebody else's decision), nothing_changed (taken back before), already_decided (a later
/// decision stands), undo_window_over.
Result<void> decide_undo(const DecisionMade& made, const people::Actor& actor, Instant now, std::int64_t undo_ms);

/// May `actor` ask a colleague about this text? Refuses: as decide_moderation, already_decided, nothing_changed (asked already),
/// reason_required note.
Result<void> decide_second_opinion(const Content& content, const OpenQuestions& open, const people::Actor& actor, std::string_view note);

}  // namespace palabre::moderation
