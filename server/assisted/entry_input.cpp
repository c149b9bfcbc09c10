// Reads entries from JSON bodies and forms. Called by the API and by the pages of the desk.
#include "assisted/entry_input.hpp"

#include "assisted/slip.hpp"
#include "ideas/idea_input.hpp"

namespace palabre::assisted {
namespace {

constexpr std::size_t slip_typed_max = 24;  // with spaces and hyphens

Consent read_consent(http::Input& input) {
  auto object = input.object("consent");
  if (!object) return {};
  Consent consent;
  consent.is_given = object->optional_fact("given").value_or(false);
  consent.version = static_cast<int>(object->optional_integer("version", 1, 1000).value_or(consent_version));
  consent.language = object->optional_line("language", {2, 2}).value_or("");
  if (const auto refusal = object->refusal()) input.refuse_field(refusal->reason, "consent", refusal->detail);
  return consent;
}

EntryFrame read_frame(http::Input& input) {
  EntryFrame frame;
  frame.kind = static_cast<EntryKind>(input.choice("kind", kind_names()));
  frame.consent = read_consent(input);
  frame.source = static_cast<Source>(input.choice("source", source_names()));
  const auto day = read_day(input, "collected_on");
  if (!day) input.refuse_field(Reason::missing_field, "collected_on", "the day on which it was said");
  frame.collected_on = day.value_or(Instant{});
  return frame;
}

void read_idea(http::Input& input, const Limits& limits, ideas::IdeaText& text) {
  text.title = input.line("title", {limits.title_chars_min, limits.title_chars_max});
  text.body = input.text("body", {limits.idea_chars_min, limits.idea_chars_max});
  text.tags = input.lines("tags", {1, limits.tag_chars_max}, limits.tags_max);
  text.place.label = input.optional_line("place", {0, limits.place_chars_max}).value_or("");
}

void read_comment(http::Input& input, const Limits& limits, NewEntry& entry) {
  entry.body = input.text("body", {1, limits.comment_chars_max});
  entry.parent = ideas::read_id<CommentId>(input, "parent");
  const auto stance = input.optional_choice("stance", discussion::stance_names());
  entry.stance = stance ? static_cast<discussion::Stance>(*stance) : discussion::Stance::neutral;
}

void read_words(http::Input& input, const Limits& limits, NewEntry& entry) {
  const EntryKind kind = entry.frame.kind;
  entry.text.language = input.optional_line("language", {2, 2}).value_or(entry.frame.consent.language);
  if (kind == EntryKind::idea) read_idea(input, limits, entry.text);
  if (kind == EntryKind::comment) read_comment(input, limits, entry);
  if (kind == EntryKind::answer) {
    const auto choice = input.optional_integer("choice", 1, 100);
    if (!choice) input.refuse_field(Reason::missing_field, "choice", "the position of a choice");
    entry.choice = choice.value_or(0);
  } else if (kind != EntryKind::idea) {
    if (!input.has("idea")) input.refuse_field(Reason::missing_field, "idea", "which idea it is about");
    entry.idea = ideas::read_id<IdeaId>(input, "idea");
  }
  for (const auto* other : {"title", "body", "tags", "place", "parent", "stance", "choice", "idea"}) input.ignore(other);
}

}  // namespace

std::optional<Instant> read_day(http::Input& input, std::string_view name) {
  constexpr std::size_t day_chars = 10;
  const auto text = input.optional_line(name, {day_chars, day_chars});
  const auto day = text ? parse_instant(*text) : std::nullopt;
  if (text && !day) input.refuse_field(Reason::bad_field, name, "a day like 2026-11-22");
  return day;
}

NewEntry read_entry(http::Input& input, const Limits& limits) {
  NewEntry entry;
  entry.key = input.optional_line("key", {1, key_chars_max}).value_or("");
  entry.frame = read_frame(input);
  entry.slip = input.optional_line("slip", {1, slip_typed_max}).value_or("");
  entry.name = input.optional_line("name", {0, limits.name_chars_max}).value_or("");
  entry.contact = input.optional_line("contact", {0, contact_chars_max}).value_or("");
  entry.batch = ideas::read_id<BatchId>(input, "batch");
  read_words(input, limits, entry);
  return entry;
}

}  // namespace palabre::assisted
