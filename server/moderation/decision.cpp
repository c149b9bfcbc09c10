// The rules of keeping, taking back and asking a colleague.
// Called by keep_content, undo_decision, ask_second_opinion and, to know which buttons to show, by the queue.
#include "moderation/decision.hpp"

#include <array>

namespace palabre::moderation {

namespace {

constexpr std::array<std::string_view, 3> kind_names{"kept", "hidden", "restored"};

}  // namespace

std::string_view name_of(DecisionKind kind) { return kind_names.at(static_cast<std::size_t>(kind)); }

std::optional<DecisionKind> decision_kind_of(std::string_view name) {
  for (std::size_t i = 0; i < kind_names.size(); ++i)
    if (kind_names.at(i) == name) return static_cast<DecisionKind>(i);
  return std::nullopt;
}

Result<void> decide_keeping(const Content& content, const OpenQuestions& open, const people::Actor& actor, std::string_view reason) {
  if (const auto allowed = decide_moderation(content, actor); !allowed) return allowed.error();
  if (open.reports == 0) return refuse(Reason::already_decided, "no report about it is open any more");
  if (reason.empty()) return refuse(Reason::reason_required, "say why the text may stay", "reason");
  return {};
}

Result<void> decide_undo(const DecisionMade& made, const people::Actor& actor, Instant now, std::int64_t undo_ms) {
  if (!actor.is_moderator()) return refuse(Reason::not_allowed, "a moderator of this redesign decides; everybody may report");
  if (made.moderator != actor.person) return refuse(Reason::not_allowed, "who decided takes it back at once; others restore it with a reason");
  if (made.undone_at) return refuse(Reason::nothing_changed, "it was taken back already");
  if (!made.is_latest) return refuse(Reason::already_decided, "a later decision about this text stands");
  if (now > made.at.plus_ms(undo_ms)) return refuse(Reason::undo_window_over, "restore it with a reason instead");
  return {};
}

Result<void> decide_second_opinion(const Content& content, const OpenQuestions& open, const people::Actor& actor, std::string_view note) {
  if (const auto allowed = decide_moderation(content, actor); !allowed) return allowed.error();
  if (open.reports == 0) return refuse(Reason::already_decided, "no report about it is open any more");
  if (open.has_second_opinion) return refuse(Reason::nothing_changed, "a second opinion was asked for already");
  if (note.empty()) return refuse(Reason::reason_required, "say what the colleague should look at", "note");
  return {};
}

}  // namespace palabre::moderation
