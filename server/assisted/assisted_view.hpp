// Assisted contributions as JSON: an entry as its facilitator sees it, a batch, and the public counts by channel.
#pragma once
#include "assisted/assisted_repo.hpp"
#include "redesigns/redesign_repo.hpp"

#include <nlohmann/json_fwd.hpp>

namespace palabre::assisted {

/// {id, kind, slip, name, idea, comment, question, source, collected_on, batch, created_at, undone_at}; never how to reach anybody.
nlohmann::json entry_view(const ShownEntry& shown);
nlohmann::json batch_view(const ShownBatch& shown);
/// {ideas: {online, assisted}, comments: {…}, supports: {…}} of what is public; imported supports are not among them.
nlohmann::json channels_view(const redesigns::Redesign& redesign, const ChannelCounts& assisted);

}  // namespace palabre::assisted
