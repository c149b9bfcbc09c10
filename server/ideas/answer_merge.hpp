// An author consents to a merge or refuses it; the last yes merges.
#pragma once
#include "base/limits.hpp"
#include "ideas/merge.hpp"

namespace palabre::ideas {

struct AnswerMerge {
  MergeId merge;
  bool is_given = false;
  PersonId person;   // unset: the actor; set by a moderator who records the word of an author without account
  std::string note;  // how and when that author said so
};

struct MergeAnswered {
  MergeState state{};
  std::int64_t carried = 0;  // supporters who came over with the merge
  std::int64_t seq = 0;      // of the event idea.merged; 0 while not merged
};

/// The last consent moves the idea to merged and gives its supporters, who did not support the other one yet, a row there.
/// Refuses: not_found, too_long, idea_not_open (one of the two changed meanwhile), redesign_not_open, and as decide_consent.
Result<MergeAnswered> answer_merge(db::Tx& tx, const people::Actor& actor, const AnswerMerge& input, const Limits& limits);

}  // namespace palabre::ideas
