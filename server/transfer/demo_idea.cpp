// Reads one idea of the demo format: texts, versions rebuilt from amendments, answers, the tree of comments.
// Called by demo_file.cpp for each idea of the file.
#include "transfer/demo_idea.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

namespace palabre::transfer {

using nlohmann::ordered_json;

namespace {

constexpr int comment_levels_max = 2;

std::string mapped(const std::map<std::string, std::string, std::less<>>& table, const std::string& word) {
  const auto found = table.find(word);
  return found == table.end() ? std::string() : found->second;
}

std::string our_stance(const std::string& stance) {
  return mapped({{"pro", "for"}, {"con", "against"}, {"question", "question"}, {"neutral", "neutral"}, {"info", "neutral"}, {"reply", "neutral"}},
                stance);
}

std::string our_reason_code(const std::string& code) {
  return mapped({{"out_of_competence", "competence"}, {"competence", "competence"}, {"against_law", "law"}, {"law", "law"},
                 {"too_costly", "cost"}, {"cost", "cost"}, {"against_charter", "charter"}, {"charter", "charter"},
                 {"already_exists", "existing"}, {"existing", "existing"}},
                code);
}

std::string our_rule(const std::string& rule) {
  const std::string known = mapped({{"personal_attack", "insult"}, {"insult", "insult"}, {"hate", "hate"}, {"private_data", "private_data"},
                                    {"personal_data", "private_data"}, {"off_topic", "off_topic"}, {"spam", "spam"}, {"illegal", "illegal"}},
                                   rule);
  return known.empty() ? "other" : known;
}

std::string read_person(JsonFields& fields, std::string_view name, const DemoFile& file) {
  std::string id = fields.text(name);
  if (!file.has_person(id)) fields.fault(name, "names nobody in this file: " + id);
  return id;
}

std::string read_channel(JsonFields& fields) {
  std::string channel = fields.text_or("channel", "online");
  if (channel != "online" && channel != "assisted") fields.fault("channel", "must be online or assisted");
  return channel;
}

/// The languages with a title and a body, first the original, else those the redesign names first.
std::vector<DemoText> complete_texts(const redesigns::TextsByLanguage& titles, const redesigns::TextsByLanguage& bodies,
                                     const std::string& original, const std::vector<std::string>& languages) {
  std::vector<DemoText> texts;
  for (const auto& [language, title] : titles)
    if (const auto body = bodies.find(language); body != bodies.end()) texts.push_back({language, title, body->second});
  const auto rank = [&](const DemoText& text) {
    if (text.language == original) return std::ptrdiff_t{-1};
    return std::find(languages.begin(), languages.end(), text.language) - languages.begin();
  };
  std::stable_sort(texts.begin(), texts.end(), [&](const DemoText& left, const DemoText& right) { return rank(left) < rank(right); });
  return texts;
}

/// Undoes the adopted amendments in `texts`; false when none of their new words stands in any of them.
bool undo_amendments(const ordered_json& amendments, std::vector<DemoText>& texts) {
  bool is_undone = false;
  if (!amendments.is_array()) return false;
  for (const auto& amendment : amendments) {
    if (!amendment.is_object() || amendment.value("state", "") != "adopted") continue;
    if (!amendment.contains("before") || !amendment.contains("after")) continue;
    for (auto& text : texts) {
      const std::string before = amendment["before"].value(text.language, "");
      const std::string after = amendment["after"].value(text.language, "");
      const std::size_t place = after.empty() ? std::string::npos : text.body.find(after);
      if (before.empty() || place == std::string::npos) continue;
      text.body.replace(place, after.size(), before);
      is_undone = true;
    }
  }
  return is_undone;
}

/// Said where the file counts more versions than it has texts.
std::string note_on_lost_versions(std::int64_t newest, const std::string& language) {
  const std::string number = std::to_string(newest);
  if (language == "fr") return "Version " + number + " dans les données d’origine ; le texte des versions précédentes n’y figure pas.";
  return "Version " + number + " at the source, which does not hold the texts of the earlier versions.";
}

/// One version for each the file can give the text of: the final text, and before it what adopted amendments allow to rebuild.
void read_versions(JsonFields& fields, DemoIdea& idea, std::vector<DemoText> texts, std::vector<KeptItem>& kept) {
  const auto& list = fields.value("versions");
  const auto& amendments = fields.value("amendments");
  const auto frozen = fields.maybe_integer("frozen_version");
  idea.frozen_version = frozen;
  const auto listed = list.is_array() ? static_cast<std::int64_t>(list.size()) : 1;
  const std::int64_t newest = std::max(listed, frozen.value_or(1));
  if (!amendments.is_null()) kept.push_back({"idea.amendments", idea.id, amendments.dump()});
  DemoVersion final_version{idea.day, idea.author, "", texts};
  std::vector<DemoText> older = texts;
  const bool has_older = listed == 2 && newest == 2 && undo_amendments(amendments, older);
  if (has_older) {
    JsonFields first(list[0], fields.path_of("versions[0]"));
    JsonFields second(list[1], fields.path_of("versions[1]"));
    idea.versions.push_back({read_day(first, "day"), first.text_or("by", idea.author), "", std::move(older)});
    final_version.day = read_day(second, "day");
    final_version.by = second.text_or("by", idea.author);
    final_version.note = second.text_or("note", "");
  } else if (newest > 1) {
    final_version.note = note_on_lost_versions(newest, texts.front().language);
    if (!list.is_null()) kept.push_back({"idea.versions", idea.id, list.dump()});
    if (frozen) kept.push_back({"idea.frozen_version", idea.id, std::to_string(*frozen)});
  }
  idea.versions.push_back(std::move(final_version));
}

DemoAnswer read_answer(JsonFields fields, const DemoFile& file) {
  DemoAnswer answer;
  answer.day = read_day(fields, "day");
  answer.by = read_person(fields, "by", file);
  answer.decision = fields.text("decision");
  answer.bodies = fields.texts("body");
  const std::string code = fields.text_or("reason_code", "");
  if (const auto day = fields.maybe_integer("review_day")) answer.review_day = static_cast<int>(*day);
  const bool is_known = answer.decision == "accepted" || answer.decision == "declined" || answer.decision == "deferred" ||
                        answer.decision == "in_study" || answer.decision == "not_selected";
  if (!is_known) fields.fault("decision", "is not known: " + answer.decision);
  if (answer.decision == "declined") {
    answer.reason_code = our_reason_code(code);
    if (answer.reason_code.empty()) fields.fault("reason_code", "must say why: competence, law, cost, charter or existing");
  }
  if (answer.decision == "deferred" && !answer.review_day) fields.fault("review_day", "is missing: a deferred idea is looked at again");
  return answer;
}

void read_answers(JsonFields& fields, DemoIdea& idea, const DemoFile& file, std::vector<KeptItem>& kept) {
  const auto& value = fields.value("official_answer");
  if (value.is_null()) return;
  const std::string path = fields.path_of("official_answer");
  if (value.is_array())
    for (const auto& item : value) idea.answers.push_back(read_answer({item, path}, file));
  else idea.answers.push_back(read_answer({value, path}, file));
  for (const auto& answer : idea.answers)
    if (answer.decision == "not_selected") kept.push_back({"idea.official_answer", idea.id, value.dump()});
}

DemoHiding read_hiding(JsonFields fields, const DemoFile& file) {
  if (fields.text("state") != "hidden") fields.fault("state", "must be hidden");
  DemoHiding hiding{our_rule(fields.text("rule")), read_person(fields, "by", file), "", read_day(fields, "day")};
  const auto reasons = fields.texts("public_reason");
  hiding.reason = redesigns::text_in(reasons, file.redesign.languages.front(), file.redesign.languages);
  return hiding;
}

void read_comment(JsonFields fields, const std::string& parent, int level, DemoIdea& idea, const DemoFile& file, std::vector<KeptItem>& kept) {
  if (level > comment_levels_max) throw RowFault(fields.path(), "stands deeper than an answer to a comment");
  DemoComment comment;
  comment.id = fields.text("id");
  comment.parent = parent;
  comment.author = read_person(fields, "author", file);
  comment.language = fields.text_or("lang", file.redesign.languages.front());
  comment.body = fields.text("body");
  comment.day = read_day(fields, "day");
  comment.channel = read_channel(fields);
  const std::string stance = fields.text_or("stance", "neutral");
  comment.stance = our_stance(stance);
  if (comment.stance.empty()) fields.fault("stance", "is not known: " + stance);
  if (stance == "info" || stance == "reply") kept.push_back({"comment.stance", comment.id, ordered_json(stance).dump()});
  if (fields.has("moderation")) {
    comment.hiding = read_hiding(fields.object("moderation"), file);
    kept.push_back({"comment.moderation", comment.id, fields.value("moderation").dump()});
  }
  const std::string id = comment.id;
  idea.comments.push_back(std::move(comment));
  const auto& replies = fields.value("replies");
  for (std::size_t i = 0; i < replies.size(); ++i)
    read_comment({replies[i], fields.path_of("replies[" + std::to_string(i) + "]")}, id, level + 1, idea, file, kept);
  keep_left(fields, "comment", id, kept);
}

void read_support(JsonFields& fields, DemoIdea& idea) {
  if (!fields.has("support")) return;
  JsonFields support = fields.object("support");
  idea.support_online = support.maybe_integer("online").value_or(0);
  idea.support_assisted = support.maybe_integer("assisted").value_or(0);
  if (idea.support_online < 0 || idea.support_assisted < 0) fields.fault("support", "cannot be negative");
}

void read_place(JsonFields& fields, DemoIdea& idea) {
  if (!fields.has("location")) return;
  JsonFields location = fields.object("location");
  idea.place = location.text_or("label", "");
  idea.latitude = location.maybe_real("lat");
  idea.longitude = location.maybe_real("lon");
  if (idea.latitude.has_value() != idea.longitude.has_value()) fields.fault("location", "needs lat and lon together");
  const bool is_on_earth = !idea.latitude || (*idea.latitude >= -90 && *idea.latitude <= 90 && *idea.longitude >= -180 && *idea.longitude <= 180);
  if (!is_on_earth) fields.fault("location", "is not a place on earth");
}

std::vector<std::string> read_words(JsonFields& fields, std::string_view name) {
  std::vector<std::string> words;
  for (const auto& item : fields.value(name)) {
    if (!item.is_string()) fields.fault(name, "must be a list of words");
    words.push_back(item.get<std::string>());
  }
  return words;
}

/// The state must fit what the idea carries: a merge its target, an outcome its answer.
void check_state(JsonFields& fields, const DemoIdea& idea, const DemoFile& file) {
  using enum ideas::IdeaState;
  if ((idea.state == merged) != !idea.merged_into.empty()) fields.fault("merged_into", "stands with the state merged, and only there");
  if (idea.state == hidden) fields.fault("state", "an idea cannot come hidden: hide it here, with a rule and a reason");
  for (const auto& id : idea.merge_consent)
    if (!file.has_person(id)) fields.fault("merge_consent", "names nobody in this file: " + id);
  if (idea.answers.empty()) return;
  const std::string& decision = idea.answers.back().decision;
  const bool fits = decision == "in_study" ? idea.state == under_review : decision == ideas::name_of(idea.state);
  if (!fits) fields.fault("official_answer", "says " + decision + ", the idea is " + std::string(ideas::name_of(idea.state)));
}

/// Titles in a language without a body cannot stand as a version: kept, so that the translation can be completed.
void keep_lone_texts(const redesigns::TextsByLanguage& titles, const redesigns::TextsByLanguage& bodies, const DemoIdea& idea,
                     std::vector<KeptItem>& kept) {
  for (const auto& [language, title] : titles)
    if (!bodies.contains(language)) kept.push_back({"idea.title", idea.id + ":" + language, ordered_json(title).dump()});
  for (const auto& [language, body] : bodies)
    if (!titles.contains(language)) kept.push_back({"idea.body", idea.id + ":" + language, ordered_json(body).dump()});
}

}  // namespace

DemoIdea read_demo_idea(JsonFields fields, DemoFile& file) {
  std::vector<KeptItem> kept;
  DemoIdea idea;
  idea.id = fields.text("id");
  idea.author = read_person(fields, "author", file);
  idea.day = read_day(fields, "day");
  idea.channel = read_channel(fields);
  const std::string state = fields.text("state");
  const auto known = ideas::idea_state_of(state);
  if (!known) fields.fault("state", "is not known: " + state);
  idea.state = *known;
  const auto titles = fields.texts("title");
  const auto bodies = fields.texts("body");
  const std::string original = fields.text_or("original_lang", file.redesign.languages.front());
  auto texts = complete_texts(titles, bodies, original, file.redesign.languages);
  if (texts.empty()) fields.fault("body", "has no language in common with the title");
  if (texts.front().language != original) kept.push_back({"idea.original_lang", idea.id, ordered_json(original).dump()});
  keep_lone_texts(titles, bodies, idea, kept);
  read_versions(fields, idea, std::move(texts), kept);
  idea.tags = read_words(fields, "tags");
  idea.merged_into = fields.text_or("merged_into", "");
  idea.merge_consent = read_words(fields, "merge_consent");
  read_support(fields, idea);
  read_place(fields, idea);
  read_answers(fields, idea, file, kept);
  check_state(fields, idea, file);
  const auto& comments = fields.value("comments");
  for (std::size_t i = 0; i < comments.size(); ++i)
    read_comment({comments[i], fields.path_of("comments[" + std::to_string(i) + "]")}, "", 1, idea, file, kept);
  keep_left(fields, "idea", idea.id, kept);
  file.kept.insert(file.kept.end(), kept.begin(), kept.end());
  return idea;
}

}  // namespace palabre::transfer
