// Publishes an official answer to an idea.
#pragma once
#include "base/refusal.hpp"
#include "db/tx.hpp"
#include "followup/answer.hpp"

namespace palabre::followup {

struct PublishAnswer {
  IdeaId idea;
  AnswerKind kind{};
  redesigns::TextsByLanguage texts;
  std::optional<ReasonCode> reason_code;
  std::optional<Instant> review_on;
};

struct PublishedAnswer {
  AnswerId answer;
  std::int64_t seq = 0;   // of answer.published
};

/// Why:     the answer before stays readable; this one says which it supersedes.
/// Refuses: not_found and all of decide_answer.
Result<PublishedAnswer> publish_answer(db::Tx& tx, const people::Actor& actor, const PublishAnswer& input);
/// The same in the name of `writer`, whose answer `actor` releases.
Result<PublishedAnswer> publish_answer(db::Tx& tx, const people::Actor& actor, const PublishAnswer& input, PersonId writer);

/// What `writer` sends, as an answer not yet stored.
Answer answer_of(const PublishAnswer& input, PersonId writer, Instant now);

}  // namespace palabre::followup
