// Comments and their rules: stance, two levels, ten minutes to correct oneself. No clock, socket, database or JSON.
#pragma once
#include "base/id.hpp"
#include "base/instant.hpp"
#include "base/limits.hpp"
#include "base/refusal.hpp"
#include "people/actor.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::discussion {

enum class Stance { for_it, against_it, question, neutral };
enum class CommentState { published, hidden, withdrawn };

/// "for", "against", "question", "neutral", in the order of the enum; what JSON, SQL and forms say.
const std::vector<std::string_view>& stance_names();
std::string_view name_of(Stance stance);
std::string_view name_of(CommentState state);
std::optional<Stance> stance_of(std::string_view name);
std::optional<CommentState> comment_state_of(std::string_view name);

struct Comment {
  CommentId id;
  IdeaId idea;
  CommentId parent;                 // unset: directly under the idea
  PersonId author;
  Stance stance = Stance::neutral;
  std::string language;
  std::string body;                 // Markdown, of the newest version; empty when withdrawn
  int version = 1;
  CommentState state = CommentState::published;
  std::string channel = "online";   // or "assisted"
  Instant created_at;
  std::optional<Instant> edited_at; // of the newest visible version after the first
};

/// Under which comment an answer to `answered` is shown. Two levels are shown, so an answer to a reply stands beside that
/// reply, under the same comment.
/// Refuses: not_found (another idea's comment), gone (hidden or withdrawn), reply_too_deep (an instance without replies).
Result<CommentId> decide_parent(const Comment& answered, IdeaId idea, int comment_depth_max);

enum class EditKind { replace_text, add_version };

/// Whether `actor` may change the text to `body`, and how: within `comment_edit_ms` of the newest version's time the text is
/// replaced and nothing shows; after that the old text stays readable and a new version is dated.
/// Refuses: not_allowed (not the author), gone, stale_version (`seen_version` is not the newest), nothing_changed.
struct Edit {
  std::string_view body;
  std::optional<int> seen_version;
};
Result<EditKind> decide_edit(const Comment& comment, const people::Actor& actor, const Edit& edit, Instant now, const Limits& limits);

/// The author, at any time: the text goes, the place stays so that replies keep their sense. Refuses: not_allowed, gone.
Result<void> decide_withdrawal(const Comment& comment, const people::Actor& actor);

}  // namespace palabre::discussion
