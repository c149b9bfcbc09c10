// Turns entries, batches and counts by channel into JSON. Called by the routes of this slice.
#include "assisted/assisted_view.hpp"

#include "assisted/slip.hpp"

#include <nlohmann/json.hpp>

namespace palabre::assisted {

using nlohmann::json;

namespace {

template <class SomeId>
json id_or_null(SomeId id) {
  return id.is_set() ? json(id.text()) : json(nullptr);
}

json by_channel(std::int64_t all, std::int64_t assisted) { return {{"online", all - assisted}, {"assisted", assisted}}; }

}  // namespace

json entry_view(const ShownEntry& shown) {
  const Entry& entry = shown.entry;
  return {{"id", entry.id.text()},
          {"kind", name_of(entry.kind)},
          {"slip", shown_slip(shown.slip)},
          {"name", shown.name},
          {"idea", id_or_null(entry.idea)},
          {"comment", id_or_null(entry.comment)},
          {"question", id_or_null(entry.question)},
          {"source", name_of(entry.source)},
          {"collected_on", day_text(entry.collected_on)},
          {"batch", id_or_null(entry.batch)},
          {"created_at", iso_text(entry.created_at)},
          {"undone_at", entry.undone_at ? json(iso_text(*entry.undone_at)) : json(nullptr)}};
}

json batch_view(const ShownBatch& shown) {
  const Batch& batch = shown.batch;
  return {{"id", batch.id.text()},
          {"label", batch.label},
          {"reason", batch.reason},
          {"collected_from", day_text(batch.collected_from)},
          {"collected_until", day_text(batch.collected_until.plus_ms(-1))},
          {"entries", shown.entries},
          {"created_at", iso_text(batch.created_at)},
          {"open_until", iso_text(batch.open_until)}};
}

json channels_view(const redesigns::Redesign& redesign, const ChannelCounts& assisted) {
  return {{"ideas", by_channel(redesign.ideas, assisted.ideas)},
          {"comments", by_channel(redesign.comments, assisted.comments)},
          {"supports", by_channel(redesign.supports, assisted.supports)}};
}

}  // namespace palabre::assisted
