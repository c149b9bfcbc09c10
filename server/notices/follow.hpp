// Following a redesign or an idea: who is told when something happens there.
#pragma once
#include "db/tx.hpp"
#include "people/actor.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace palabre::notices {

enum class FollowKind { redesign, idea };
std::string_view name_of(FollowKind kind);

struct FollowTarget {
  FollowKind kind{};
  std::int64_t id = 0;
};
inline FollowTarget target_of(RedesignId id) { return {FollowKind::redesign, id.value}; }
inline FollowTarget target_of(IdeaId id) { return {FollowKind::idea, id.value}; }

/// Begins or stops; twice is once. Refuses: not_found (also what the actor may not see), too_large (follows_max).
Result<void> follow(db::Tx& tx, const people::Actor& actor, FollowTarget target, bool is_wanted);
inline constexpr std::int64_t follows_max = 2000;

bool is_following(db::Tx& tx, PersonId person, FollowTarget target);

/// Follows by itself what somebody wrote, unless they stopped following it. People who cannot sign in follow nothing.
enum class Origin { author, comment };
void follow_own(db::Tx& tx, PersonId person, IdeaId idea, Origin origin);
/// Those who followed `from` follow `into`: the two are one idea now.
void follow_merged(db::Tx& tx, IdeaId from, IdeaId into);
/// After an import: people with an account follow what came in under their names.
void follow_imported(db::Tx& tx, RedesignId redesign);

struct Followed {
  FollowTarget target;
  RedesignId redesign;
  IdeaId idea;               // unset: the redesign itself
  Instant since;
  std::int64_t new_comments = 0;  // of an idea, since the last visit
};
struct FollowPlace {
  Instant since{INT64_MAX};
  std::int64_t id = INT64_MAX;
};
/// Newest first, what the person may still read, after `after`, at most `limit`.
std::vector<Followed> load_followed(db::Tx& tx, PersonId person, FollowPlace after, std::size_t limit);
std::int64_t count_followed(db::Tx& tx, PersonId person);

}  // namespace palabre::notices
