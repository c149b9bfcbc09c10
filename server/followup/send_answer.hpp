// What an officer sends is published, or waits for a second pair of eyes where the redesign asks for them.
#pragma once
#include "followup/desk_repo.hpp"
#include "followup/publish_answer.hpp"

namespace palabre::followup {

struct SentAnswer {
  std::optional<PublishedAnswer> published;   // nothing: it waits
  PendingAnswerId pending;                    // set when it waits
};

/// Why:     before release nothing is public: no event, no move, no count; only officers read `pending_answer`.
/// Refuses: as publish_answer; already_exists (an answer to this idea waits already).
Result<SentAnswer> send_answer(db::Tx& tx, const people::Actor& actor, const PublishAnswer& input);

/// Publishes what waits, in the name of who wrote it. Refuses: not_found, as decide_release, as publish_answer.
Result<PublishedAnswer> release_answer(db::Tx& tx, const people::Actor& actor, PendingAnswerId id);

/// Back to the writer's draft, with a note. Refuses: not_found, as decide_sending_back.
Result<PendingAnswer> send_answer_back(db::Tx& tx, const people::Actor& actor, PendingAnswerId id, std::string_view note);

/// Back to one's own draft. Refuses: not_found, as decide_taking_back.
Result<PendingAnswer> take_answer_back(db::Tx& tx, const people::Actor& actor, PendingAnswerId id);

}  // namespace palabre::followup
