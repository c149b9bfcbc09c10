// Hides an idea, a comment or a statement of a round with a rule and a public reason, and restores it.
#pragma once
#include "base/refusal.hpp"
#include "db/tx.hpp"
#include "moderation/moderation_repo.hpp"

namespace palabre::moderation {

struct HideContent {
  Target target;
  Rule rule{};
  std::string reason;   // public
};

struct RestoreContent {
  Target target;
  std::string reason;   // public
};

/// What is left behind: the comments counted under the idea and the number of the event.
struct ContentChange {
  IdeaId idea;              // unset: a statement
  std::string status;
  std::int64_t comments = 0;
  std::int64_t seq = 0;
  DecisionId decision;      // what can be taken back for a moment
};

/// Why:     whoever had reported the target is answered by its hiding: their open reports are upheld with the same reason.
/// Refuses: not_found, not_allowed, own_case, nothing_changed, gone, reason_required.
Result<ContentChange> hide_content(db::Tx& tx, const people::Actor& actor, const HideContent& input);

/// The visible half of hiding and of restoring, for every kind of text alike: state, counts, search, event.
ContentChange save_visibility(db::Tx& tx, const people::Actor& actor, const Content& content, Visibility visibility, std::string_view reason,
                              std::string_view reason_code);

/// Back to the state it had. Refuses: not_found, not_allowed, own_case, nothing_changed, reason_required.
Result<ContentChange> restore_content(db::Tx& tx, const people::Actor& actor, const RestoreContent& input);

}  // namespace palabre::moderation
