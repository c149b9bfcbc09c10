// Shows and reads the fields of a redesign. Called by the pages that open one and that change its texts and frame.
#include "screens/redesign_form.hpp"

#include "people/person_repo.hpp"
#include "redesigns/redesign.hpp"
#include "screens/staff_parts.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::screens {

using nlohmann::json;
using redesigns::Redesign;
using redesigns::RedesignTexts;
using redesigns::TextsByLanguage;

namespace {

constexpr http::Length title_length{1, 300};
constexpr http::Length text_length{1, 5'000};
constexpr http::Length points_length{1, 20'000};
constexpr http::Length word_length{1, 80};
constexpr std::size_t languages_max = 20;
const std::vector<std::string_view> power_names(redesigns::power_levels.begin(), redesigns::power_levels.end());

/// A text of the redesign as the form asks for it.
struct TextField {
  const char* name;
  TextsByLanguage RedesignTexts::*texts;
  http::Length length;
  int rows;               // 0: one line
  bool is_needed;         // in the first language
};
constexpr TextField text_fields[] = {
    {"title", &RedesignTexts::title, title_length, 0, true},     {"summary", &RedesignTexts::summary, text_length, 4, true},
    {"aim", &RedesignTexts::aim, text_length, 3, false},         {"promise", &RedesignTexts::promise, text_length, 3, true},
    {"decides", &RedesignTexts::decides, text_length, 2, false}, {"easy_read", &RedesignTexts::easy_read, text_length, 3, false},
};
struct PointsField {
  const char* name;
  std::vector<TextsByLanguage> RedesignTexts::*points;
};
constexpr PointsField points_fields[] = {{"can_change", &RedesignTexts::can_change}, {"fixed_points", &RedesignTexts::fixed_points}};

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::string label(const Page& page, const std::string& name) { return page.text("redesign_form." + name + "_label"); }

}  // namespace

std::string lines_of_points(const std::vector<TextsByLanguage>& points, const std::string& language) {
  std::string lines;
  bool has_text = false;
  for (const auto& point : points) {
    const auto found = point.find(language);
    std::string line = found == point.end() ? std::string() : found->second;
    std::replace(line.begin(), line.end(), '\n', ' ');
    has_text = has_text || !line.empty();
    if (!lines.empty()) lines += '\n';
    lines += line.empty() ? "-" : line;
  }
  return has_text ? lines : std::string();
}

std::vector<TextsByLanguage> points_of_lines(const http::TextPairs& by_language) {
  std::vector<TextsByLanguage> points;
  for (const auto& [language, text] : by_language) {
    std::size_t place = 0;
    for (std::size_t at = 0; at <= text.size();) {
      const auto end = std::min(text.find('\n', at), text.size());
      std::string line = text.substr(at, end - at);
      at = end + 1;
      line.erase(0, line.find_first_not_of(" \t"));
      line.erase(line.find_last_not_of(" \t") + 1);
      if (line.empty()) continue;
      if (points.size() <= place) points.resize(place + 1);
      if (line != "-") points[place][language] = line;
      ++place;
    }
  }
  std::erase_if(points, [](const auto& point) { return point.empty(); });
  return points;
}

void fill_redesign_form(Form& form, const Redesign& redesign, const RedesignTexts& texts) {
  for (const auto& field : text_fields) {
    for (const auto& [language, text] : texts.*field.texts) form.fill(std::string(field.name) + "." + language, text);
  }
  for (const auto& language : redesign.languages) {
    for (const auto& field : points_fields) form.fill(std::string(field.name) + "." + language, lines_of_points(texts.*field.points, language));
  }
  form.fill("languages", joined(redesign.languages));
  form.fill("power_level", redesign.power_level);
  form.fill("answer_days", std::to_string(redesign.answer_days));
  form.fill("territory", redesign.territory);
  form.fill("organisation", redesign.organisation.is_set() ? redesign.organisation.text() : std::string());
  form.set("updated_at", iso_text(redesign.updated_at));
}

namespace {

std::vector<Option> organisation_options(const Page& page) {
  std::vector<Option> options{{"", page.text("redesign_form.owner_none")}};
  for (const auto& organisation : people::load_organisations(page.db()))
    options.push_back({organisation.id.text(), local_text(page, organisation.names).text});
  return options;
}

json base_fields(const Page& page, Form& form, FormUse use) {
  json fields = json::array();
  if (use == FormUse::create)
    fields.push_back(form.field_view(page, {.name = "slug", .label = label(page, "slug"), .hint = page.text("redesign_form.slug_hint"),
                                            .length = {2, page.call().services.limits->slug_chars_max}}));
  fields.push_back(form.field_view(page, {.name = "languages", .label = label(page, "languages"), .hint = page.text("redesign_form.languages_hint"), .length = {2, 120}}));
  const auto organisations = organisation_options(page);
  if (organisations.size() > 1)
    fields.push_back(form.field_view(page, {.name = "organisation", .label = label(page, "owner"), .kind = FieldKind::select, .is_required = false, .options = organisations}));
  fields.push_back(form.field_view(page, {.name = "territory", .label = label(page, "territory"),
                                          .length = {1, page.call().services.limits->place_chars_max}, .is_required = false}));
  return fields;
}

json frame_fields(const Page& page, Form& form, FormUse use) {
  Field level{.name = "power_level", .label = label(page, "promise_level"), .kind = FieldKind::select};
  for (const auto name : power_names) level.options.push_back({std::string(name), page.text("redesign.promise_level." + std::string(name))});
  json fields = json::array();
  fields.push_back(form.field_view(page, level));
  fields.push_back(form.field_view(page, {.name = "answer_days", .label = label(page, "answer_days"), .hint = page.text("redesign_form.answer_days_hint"), .type = "number"}));
  if (use == FormUse::edit) {
    Field reason = public_reason_field(page, "redesign_form.reason_label");
    reason.is_required = false;
    fields.push_back(form.field_view(page, reason));
  }
  return fields;
}

json language_fields(const Page& page, Form& form, const std::string& language, bool is_first) {
  json fields = json::array();
  for (const auto& field : text_fields) {
    fields.push_back(form.field_view(page, {.name = std::string(field.name) + "." + language,
                                            .label = label(page, field.name),
                                            .kind = field.rows == 0 ? FieldKind::input : FieldKind::area,
                                            .length = field.length,
                                            .rows = field.rows,
                                            .is_required = is_first && field.is_needed}));
  }
  for (const auto& field : points_fields) {
    fields.push_back(form.field_view(page, {.name = std::string(field.name) + "." + language,
                                            .label = label(page, field.name),
                                            .hint = page.text(is_first ? "redesign_form.one_per_line" : "redesign_form.one_per_line_dash"),
                                            .kind = FieldKind::area,
                                            .length = points_length,
                                            .rows = 4,
                                            .is_required = false}));
  }
  return fields;
}

}  // namespace

json redesign_groups_view(const Page& page, Form& form, FormUse use, const std::vector<std::string>& languages) {
  json groups = json::array();
  const auto add = [&](std::string legend, json fields, bool is_folded = false) {
    groups.push_back({{"legend_text", std::move(legend)}, {"hint_text", ""}, {"fields", std::move(fields)}, {"is_folded", is_folded}});
  };
  add(page.text("redesign_form.group_base"), base_fields(page, form, use));
  bool is_first = true;
  for (const auto& language : languages) {
    add(page.text("redesign_form.group_language", {{"language", language_name(page, language)}}), language_fields(page, form, language, is_first),
        !is_first && !form.is_refused());
    is_first = false;
  }
  add(page.text("redesign_form.group_frame"), frame_fields(page, form, use));
  return groups;
}

namespace {

struct SentRedesign {
  Redesign redesign;
  RedesignTexts texts;
  std::string reason;
  std::optional<Instant> updated_at;
};

/// Every field of the form but the short address.
SentRedesign read_fields(http::Input& input, const Limits& limits) {
  SentRedesign sent;
  input.ignore("key");
  for (const auto& field : text_fields) {
    for (auto& [language, text] : input.texts_by_language(field.name, field.length)) (sent.texts.*field.texts)[language] = std::move(text);
  }
  for (const auto& field : points_fields) sent.texts.*field.points = points_of_lines(input.texts_by_language(field.name, points_length));
  Redesign& redesign = sent.redesign;
  redesign.languages = input.lines("languages", {2, 2}, languages_max);
  redesign.power_level = redesigns::power_levels[input.choice("power_level", power_names)];
  redesign.organisation = OrganisationId{input.optional_integer("organisation", 1, INT64_MAX).value_or(0)};
  redesign.territory = input.optional_line("territory", {1, limits.place_chars_max}).value_or("");
  redesign.answer_days = static_cast<int>(input.optional_integer("answer_days", 1, 365).value_or(30));
  sent.reason = input.optional_text("reason", {1, limits.reason_chars_max}).value_or("");
  sent.updated_at = input.optional_instant("updated_at");
  if (redesign.languages.empty()) input.refuse_field(Reason::missing_field, "languages", "name at least one language");
  return sent;
}

/// In an emptied field the text goes; the title in the first language cannot.
void remove_emptied(const TextsByLanguage& before, TextsByLanguage& sent) {
  for (const auto& [language, text] : before) sent.try_emplace(language);
}

}  // namespace

Result<redesigns::CreateRedesign> read_create_form(const Page& page) {
  const Limits& limits = *page.call().services.limits;
  auto input = http::Input::read(page.call().request);
  if (!input) return input.error();
  redesigns::CreateRedesign wanted;
  const std::string slug = input->line("slug", {2, limits.slug_chars_max});
  SentRedesign sent = read_fields(*input, limits);
  if (auto refusal = input->refusal()) return *refusal;
  wanted.redesign = std::move(sent.redesign);
  wanted.redesign.slug = slug;
  wanted.redesign.state = redesigns::RedesignState::draft;
  wanted.texts = std::move(sent.texts);
  return wanted;
}

Result<redesigns::EditRedesign> read_edit_form(const Page& page, const Redesign& redesign) {
  const Limits& limits = *page.call().services.limits;
  auto input = http::Input::read(page.call().request);
  if (!input) return input.error();
  const bool has_organisation = input->has("organisation");
  SentRedesign sent = read_fields(*input, limits);
  if (auto refusal = input->refusal()) return *refusal;
  const RedesignTexts before = redesigns::parse_redesign_texts(redesign.texts_json);
  for (const auto& field : text_fields) remove_emptied(before.*field.texts, sent.texts.*field.texts);
  redesigns::EditRedesign wanted;
  wanted.title = sent.texts.title;
  wanted.summary = sent.texts.summary;
  wanted.easy_read = sent.texts.easy_read;
  wanted.aim = sent.texts.aim;
  wanted.promise = sent.texts.promise;
  wanted.decides = sent.texts.decides;
  wanted.can_change = sent.texts.can_change;
  wanted.fixed_points = sent.texts.fixed_points;
  wanted.languages = sent.redesign.languages;
  wanted.power_level = sent.redesign.power_level;
  wanted.territory = sent.redesign.territory;
  wanted.answer_days = sent.redesign.answer_days;
  if (has_organisation || redesign.organisation.is_set()) wanted.organisation = sent.redesign.organisation;
  wanted.updated_at = sent.updated_at;
  wanted.reason = sent.reason;
  return wanted;
}

}  // namespace palabre::screens
