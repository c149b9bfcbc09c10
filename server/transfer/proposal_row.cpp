// Checks and cleans one proposal: texts, date, place, counts, arguments.
// Called by proposals_file.cpp for each row of a file.
#include "transfer/proposal_row.hpp"

#include "crypto/crypto.hpp"
#include "http/utf8.hpp"
#include "transfer/clean_text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace palabre::transfer {

using nlohmann::ordered_json;

namespace {

constexpr ProposalLimits limits;
constexpr std::int64_t count_max = 1'000'000'000;

void check_length(const JsonFields& fields, std::string_view name, std::string_view text, std::size_t chars_max) {
  if (text.empty()) fields.fault(name, "is empty");
  const std::size_t chars = count_chars(text);
  if (chars > chars_max) fields.fault(name, "has " + std::to_string(chars) + " characters, " + std::to_string(chars_max) + " are allowed");
}

std::string read_line(JsonFields& fields, std::string_view name, std::size_t chars_max) {
  std::string text = clean_line(fields.text(name));
  check_length(fields, name, text, chars_max);
  return text;
}

std::string read_body(JsonFields& fields, std::size_t chars_max) {
  std::string text = clean_text(fields.text("body"));
  check_length(fields, "body", text, chars_max);
  return text;
}

/// An id may be text or a number; the digest of the text stands in for a missing one.
std::string read_id(JsonFields& fields) {
  const auto& value = fields.value("id");
  if (value.is_null()) return "";
  if (!value.is_string() && !value.is_number_integer()) fields.fault("id", "must be text or a whole number");
  std::string id = value.is_string() ? value.get<std::string>() : value.dump();
  if (!id.empty()) check_length(fields, "id", id, limits.id_chars_max);
  return id;
}

std::string read_author(JsonFields& fields) {
  std::string author = clean_line(fields.text_or("author", ""));
  if (!author.empty()) check_length(fields, "author", author, limits.author_chars_max);
  return author;
}

/// ISO dates, also with an offset written without its colon ("+0200").
std::optional<Instant> parse_date(std::string text) {
  const std::size_t size = text.size();
  const bool is_short_offset = size > 19 && (text[size - 5] == '+' || text[size - 5] == '-') && text.find('T') != std::string::npos;
  if (is_short_offset) text.insert(size - 2, ":");
  return parse_instant(text);
}

std::optional<Instant> read_date(JsonFields& fields, Instant now) {
  const bool is_named_otherwise = !fields.has("date") && fields.has("created_at");
  const std::string_view name = is_named_otherwise ? "created_at" : "date";
  const std::string text = fields.text_or(name, "");
  if (text.empty()) return std::nullopt;
  const auto date = parse_date(text);
  if (!date) fields.fault(name, "is not a date like 2026-11-21 or 2026-11-21T21:05Z: " + text);
  if (*date > now) fields.fault(name, "lies in the future: " + text);
  return date;
}

void read_place(JsonFields& fields, Proposal& proposal) {
  proposal.latitude = fields.maybe_real("latitude");
  proposal.longitude = fields.maybe_real("longitude");
  if (proposal.latitude.has_value() != proposal.longitude.has_value()) fields.fault("latitude", "needs latitude and longitude together");
  if (proposal.latitude && (*proposal.latitude < -90 || *proposal.latitude > 90)) fields.fault("latitude", "must lie between -90 and 90");
  if (proposal.longitude && (*proposal.longitude < -180 || *proposal.longitude > 180)) fields.fault("longitude", "must lie between -180 and 180");
}

void add_tag(const JsonFields& fields, std::string_view name, std::string_view text, Proposal& proposal) {
  std::string tag = clean_line(text);
  if (tag.empty()) return;
  check_length(fields, name, tag, limits.tag_chars_max);
  if (std::find(proposal.tags.begin(), proposal.tags.end(), tag) == proposal.tags.end()) proposal.tags.push_back(std::move(tag));
  if (proposal.tags.size() > limits.tags_max) fields.fault(name, "has more than " + std::to_string(limits.tags_max) + " tags");
}

void read_tags(JsonFields& fields, Proposal& proposal) {
  add_tag(fields, "section", fields.text_or("section", ""), proposal);
  const auto& value = fields.value("tags");
  if (value.is_array()) {
    for (const auto& item : value) {
      if (!item.is_string()) fields.fault("tags", "must be a list of words");
      add_tag(fields, "tags", item.get_ref<const std::string&>(), proposal);
    }
  } else if (value.is_string()) {
    std::string_view rest = value.get_ref<const std::string&>();
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(','), rest.size());
      add_tag(fields, "tags", rest.substr(0, end), proposal);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  } else if (!value.is_null()) {
    fields.fault("tags", "must be a list of words");
  }
}

std::int64_t read_count(JsonFields& fields, std::string_view name) {
  const auto count = fields.maybe_integer(name).value_or(0);
  if (count < 0 || count > count_max) fields.fault(name, "must be a number from 0 to a thousand million");
  return count;
}

void read_counts(JsonFields& fields, Proposal& proposal) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> names{
      {{"votes_ok", "votes_for"}, {"votes_nok", "votes_against"}, {"votes_mitige", "votes_mixed"}}};
  for (const auto& [theirs, ours] : names)
    if (fields.has(theirs)) proposal.counts[std::string(ours)] = read_count(fields, theirs);
}

Argument read_argument(JsonFields fields, std::size_t place, Instant now, std::set<std::string>& unknown_fields) {
  Argument argument;
  argument.id = read_id(fields);
  if (argument.id.empty()) argument.id = "#" + std::to_string(place);
  argument.stance = fields.text("side");
  if (argument.stance != "for" && argument.stance != "against") fields.fault("side", "must be for or against: " + argument.stance);
  argument.body = read_body(fields, limits.argument_chars_max);
  argument.author = read_author(fields);
  argument.votes = read_count(fields, "votes");
  argument.written_at = read_date(fields, now);
  fields.for_each_left([&](const std::string& name, const ordered_json&) { unknown_fields.insert("arguments." + name); });
  return argument;
}

void read_arguments(JsonFields& fields, Instant now, Proposal& proposal, std::set<std::string>& unknown_fields) {
  const auto& list = fields.value("arguments");
  if (list.is_null()) return;
  if (!list.is_array()) fields.fault("arguments", "must be a list");
  if (list.size() > limits.arguments_max) fields.fault("arguments", "are more than " + std::to_string(limits.arguments_max));
  std::set<std::string> ids;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::string path = fields.path_of("arguments[" + std::to_string(i) + "]");
    proposal.arguments.push_back(read_argument({list[i], path}, i + 1, now, unknown_fields));
    if (!ids.insert(proposal.arguments.back().id).second) throw RowFault(path + ".id", "stands twice: " + proposal.arguments.back().id);
  }
}

}  // namespace

const std::set<std::string, std::less<>>& proposal_field_names() {
  static const std::set<std::string, std::less<>> names{"id",        "title",    "body",     "author",    "date",         "created_at", "section",  "tags",
                                                        "latitude",  "longitude", "language", "votes_ok", "votes_nok",    "votes_mitige", "arguments"};
  return names;
}

Proposal read_proposal(JsonFields fields, Instant now, std::set<std::string>& unknown_fields) {
  Proposal proposal;
  proposal.where = fields.path();
  proposal.title = read_line(fields, "title", limits.title_chars_max);
  proposal.body = read_body(fields, limits.body_chars_max);
  proposal.key = read_id(fields);
  if (proposal.key.empty()) proposal.key = "digest:" + crypto::digest(proposal.title + "\n" + proposal.body);
  proposal.author = read_author(fields);
  proposal.language = fields.text_or("language", "");
  const bool is_language = proposal.language.empty() || (proposal.language.size() == 2 && std::all_of(proposal.language.begin(), proposal.language.end(),
                                                                                                     [](char byte) { return byte >= 'a' && byte <= 'z'; }));
  if (!is_language) fields.fault("language", "must be two small letters: " + proposal.language);
  proposal.written_at = read_date(fields, now);
  read_tags(fields, proposal);
  read_place(fields, proposal);
  read_counts(fields, proposal);
  read_arguments(fields, now, proposal, unknown_fields);
  fields.for_each_left([&](const std::string& name, const ordered_json&) { unknown_fields.insert(name); });
  return proposal;
}

}  // namespace palabre::transfer
