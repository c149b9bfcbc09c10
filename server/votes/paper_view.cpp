// Writes envelopes as JSON.
// Called by paper_api and vote_view.
#include "votes/paper_view.hpp"

#include <nlohmann/json.hpp>

namespace palabre::votes {

nlohmann::json batch_view(const Batch& batch) {
  return {{"id", batch.id.text()},       {"label", batch.label},
          {"papers", batch.papers},      {"entered", batch.entered},
          {"spoiled", batch.spoiled},    {"is_signed", batch.signed_at.has_value()},
          {"lost_reason", batch.lost_reason}};
}

}  // namespace palabre::votes
