// Reads proposals, edits and drafts from JSON bodies and forms. Called by the ideas API and the pages' forms.
#include "ideas/idea_input.hpp"

namespace palabre::ideas {
namespace {

std::optional<Place> read_place(http::Input& input, const Limits& limits) {
  auto object = input.object("place");
  if (!object) return std::nullopt;
  Place place;
  place.label = object->optional_line("label", {0, limits.place_chars_max}).value_or("");
  place.latitude = object->optional_real("lat", -90, 90);
  place.longitude = object->optional_real("lon", -180, 180);
  if (const auto refusal = object->refusal()) input.refuse_field(refusal->reason, refusal->field, refusal->detail);
  return place;
}

std::optional<std::vector<std::string>> read_tags(http::Input& input, const Limits& limits) {
  const bool is_there = input.has("tags");
  auto tags = input.lines("tags", {1, limits.tag_chars_max}, limits.tags_max);
  return is_there ? std::optional(std::move(tags)) : std::nullopt;
}

std::string joined(const std::vector<std::string>& tags) {
  std::string text;
  for (const auto& tag : tags) text += (text.empty() ? "" : ", ") + tag;
  return text;
}

}  // namespace

ProposeIdea read_proposal(http::Input& input, const Limits& limits) {
  ProposeIdea proposal;
  proposal.text.title = input.line("title", {limits.title_chars_min, limits.title_chars_max});
  proposal.text.body = input.text("body", {limits.idea_chars_min, limits.idea_chars_max});
  proposal.text.language = input.line("language", {2, 2});
  proposal.text.tags = read_tags(input, limits).value_or(std::vector<std::string>{});
  proposal.text.place = read_place(input, limits).value_or(Place{});
  proposal.draft = read_id<DraftId>(input, "draft");
  return proposal;
}

EditIdea read_edit(http::Input& input, const Limits& limits) {
  EditIdea edit;
  edit.title = input.optional_line("title", {limits.title_chars_min, limits.title_chars_max});
  edit.body = input.optional_text("body", {limits.idea_chars_min, limits.idea_chars_max});
  edit.tags = read_tags(input, limits);
  edit.place = read_place(input, limits);
  edit.note = input.optional_line("note", {0, limits.reason_chars_max}).value_or("");
  if (const auto version = input.optional_integer("version", 1, 1'000'000)) edit.version = static_cast<int>(*version);
  return edit;
}

Draft read_draft(http::Input& input, const Limits& limits, std::string_view default_language) {
  Draft draft;
  draft.id = read_id<DraftId>(input, "id");
  draft.title = input.optional_line("title", {0, limits.title_chars_max}).value_or("");
  draft.body = input.optional_text("body", {0, limits.idea_chars_max}).value_or("");
  draft.language = input.optional_line("language", {2, 2}).value_or(std::string(default_language));
  draft.tags = joined(read_tags(input, limits).value_or(std::vector<std::string>{}));
  draft.place = input.optional_line("place", {0, limits.place_chars_max}).value_or("");
  draft.latitude = input.optional_real("latitude", -90, 90);
  draft.longitude = input.optional_real("longitude", -180, 180);
  return draft;
}

}  // namespace palabre::ideas
