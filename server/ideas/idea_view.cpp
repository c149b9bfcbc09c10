// Turns ideas, merges and search hits into their public JSON. Called by the APIs of this slice and by screens.
#include "ideas/idea_view.hpp"

#include "media/picture_view.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::ideas {
namespace {

using nlohmann::json;

json author_view(const Author& author) {
  return {{"id", author.id.text()}, {"name", author.name}, {"is_organisation", author.is_organisation}};
}

json place_view(const Idea& idea) {
  if (idea.place.empty() && !idea.latitude) return nullptr;
  json place{{"label", idea.place}, {"lat", nullptr}, {"lon", nullptr}};
  if (idea.latitude) place["lat"] = *idea.latitude;
  if (idea.longitude) place["lon"] = *idea.longitude;
  return place;
}

json imported_view(const IdeaCard& card) {
  if (card.imported.empty()) return nullptr;
  json counts = json::object();
  for (const auto& [kind, count] : card.imported) counts[kind] = count;
  return counts;
}

json maybe_person(PersonId id, const std::string& name) {
  if (!id.is_set()) return nullptr;
  return {{"id", id.text()}, {"name", name}};
}

json history_view(const std::vector<HistoryEntry>& history) {
  json list = json::array();
  for (const auto& entry : history) {
    json name = nullptr;
    if (entry.person.is_set()) name = entry.person_name;
    list.push_back({{"from", name_of(entry.from)}, {"to", name_of(entry.to)}, {"at", iso_text(entry.at)},
                    {"by", {{"role", entry.actor_role}, {"name", name}}}, {"reason", entry.reason}, {"reason_code", entry.reason_code}});
  }
  return list;
}

json version_list(const std::vector<VersionText>& versions) {
  json list = json::array();
  for (const auto& text : versions)
    if (text.is_original)
      list.push_back({{"version", text.version}, {"at", iso_text(text.created_at)}, {"note", text.note}, {"by", maybe_person(text.person, text.person_name)}});
  return list;
}

json text_view(const VersionText& text) { return {{"language", text.language}, {"title", text.title}, {"body", text.body}}; }

json merged_view(const MergedIdea& merged) {
  return {{"id", merged.id.text()}, {"title", merged.title}, {"author", author_view(merged.author)}};
}

/// The author first, then those whose ideas went into this one, each once.
json authors_view(const FullIdea& full) {
  json authors = json::array({author_view(full.card.author)});
  std::vector<PersonId> known{full.card.author.id};
  for (const auto& merged : full.merged_from) {
    if (std::find(known.begin(), known.end(), merged.author.id) != known.end()) continue;
    known.push_back(merged.author.id);
    authors.push_back(author_view(merged.author));
  }
  return authors;
}

json hidden_view(const FullIdea& full) {
  json view{{"id", full.card.idea.id.text()}, {"redesign", full.redesign_slug}, {"status", "hidden"}, {"rule", ""}, {"reason", ""}, {"hidden_at", nullptr}};
  if (full.hiding) {
    view["rule"] = full.hiding->rule;
    view["reason"] = full.hiding->reason;
    view["hidden_at"] = iso_text(full.hiding->at);
  }
  return view;
}

/// "a <b>" with marks as [{text: "a ", is_match: false}, {text: "b", is_match: true}].
json parts_of(std::string_view marked) {
  json parts = json::array();
  bool is_match = false;
  std::string text;
  const auto add = [&] {
    if (!text.empty()) parts.push_back({{"text", text}, {"is_match", is_match}});
    text.clear();
  };
  for (const char byte : marked) {
    if (byte != db::mark_start && byte != db::mark_end) {
      text += byte;
      continue;
    }
    add();
    is_match = byte == db::mark_start;
  }
  add();
  return parts;
}

}  // namespace

json card_view(const IdeaCard& card, std::string_view redesign_slug) {
  const Idea& idea = card.idea;
  return {{"id", idea.id.text()},
          {"redesign", redesign_slug},
          {"title", card.title},
          {"title_language", card.title_language},
          {"excerpt", card.excerpt},
          {"status", name_of(idea.state)},
          {"supports", idea.supports},
          {"imported", imported_view(card)},
          {"supports_total", idea.supports + idea.imported_supports},
          {"reactions", idea.reactions},
          {"comments", idea.comments},
          {"author", author_view(card.author)},
          {"language", idea.language},
          {"tags", card.tags},
          {"place", place_view(idea)},
          {"created_at", iso_text(idea.created_at)},
          {"updated_at", iso_text(idea.updated_at)},
          {"version", idea.version}};
}

json idea_view(const FullIdea& full) {
  const Idea& idea = full.card.idea;
  if (idea.state == IdeaState::hidden) return hidden_view(full);
  json view = card_view(full.card, full.redesign_slug);
  view["title"] = idea.title;
  view["title_language"] = idea.language;
  view["body"] = idea.body;
  view["channel"] = idea.channel;
  view["phase"] = idea.phase.is_set() ? json(idea.phase.text()) : json(nullptr);
  view["translations"] = json::array();
  for (const auto& text : full.translations) view["translations"].push_back(text_view(text));
  view["frozen_version"] = idea.frozen_version ? json(*idea.frozen_version) : json(nullptr);
  view["answer_due_at"] = idea.answer_due_at ? json(iso_text(*idea.answer_due_at)) : json(nullptr);
  view["merged_into"] = full.merged_into ? merged_view(*full.merged_into) : json(nullptr);
  view["merged_from"] = json::array();
  for (const auto& merged : full.merged_from) view["merged_from"].push_back(merged_view(merged));
  view["authors"] = authors_view(full);
  view["history"] = history_view(full.history);
  view["versions"] = version_list(full.versions);
  view["pictures"] = media::pictures_view(full.pictures);
  view["allowed"] = {{"support", full.may_be_supported}, {"comment", full.may_be_commented}, {"edit", full.may_be_edited}};
  return view;
}

json versions_view(const FullIdea& full) {
  json items = json::array();
  if (full.card.idea.state == IdeaState::hidden) return items;
  for (const auto& text : full.versions) {
    if (!text.is_original) continue;
    json item{{"version", text.version}, {"language", text.language}, {"title", text.title}, {"body", text.body}, {"note", text.note},
              {"at", iso_text(text.created_at)}, {"by", maybe_person(text.person, text.person_name)}, {"translations", json::array()}};
    for (const auto& other : full.versions)
      if (!other.is_original && other.version == text.version) item["translations"].push_back(text_view(other));
    items.push_back(std::move(item));
  }
  return items;
}

json merge_view(const Merge& merge) {
  json consents = json::array();
  for (const auto& consent : merge.consents)
    consents.push_back({{"person", maybe_person(consent.person, consent.name)},
                        {"is_given", consent.is_given ? json(*consent.is_given) : json(nullptr)},
                        {"can_sign_in", consent.can_sign_in}});
  return {{"id", merge.id.text()},
          {"idea", {{"id", merge.idea.text()}, {"title", merge.idea_title}}},
          {"into", {{"id", merge.into.text()}, {"title", merge.into_title}}},
          {"state", name_of(merge.state)},
          {"reason", merge.reason},
          {"created_at", iso_text(merge.created_at)},
          {"consents", std::move(consents)}};
}

json found_view(const FoundText& found) {
  return {{"kind", found.kind == db::SearchKind::idea ? "idea" : "comment"},
          {"id", std::to_string(found.id)},
          {"idea", found.idea.text()},
          {"redesign", found.redesign_slug},
          {"title", parts_of(found.title)},
          {"excerpt", parts_of(found.excerpt)}};
}

}  // namespace palabre::ideas
