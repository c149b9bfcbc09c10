// Reads and shows the fields of the theme editor. Called by its page.
#include "screens/theme_form.hpp"

#include "instance/contrast.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::screens {

using instance::Theme;
using instance::ThemeMode;
using instance::Tokens;
using nlohmann::json;

namespace {

constexpr std::string_view no_colour = "#000000";  // what a picker shows where the text is no colour

std::string field_name(std::string_view mode, std::string_view colour) { return std::string(mode) + "." + std::string(colour); }

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : static_cast<char>(c); });
  return text;
}

std::string trimmed(const std::string& text) {
  const auto from = text.find_first_not_of(" \t");
  if (from == std::string::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

/// "14594a" for "#14594a": people paste both.
std::string as_colour(const std::string& typed) {
  const std::string text = lower(trimmed(typed));
  return text.size() == 6 && instance::is_hex_colour("#" + text) ? "#" + text : text;
}

/// The colour that stood in the text field when the page was made, from the hidden field "was".
std::string was_of(const Form& form, const std::string& name) {
  const std::string all = form.value("was");
  const auto at = all.find(name + "=");
  return at == std::string::npos ? std::string() : all.substr(at + name.size() + 1, 7);
}

std::string read_colour(const Form& form, const std::string& name) {
  const std::string text = as_colour(form.value(name));
  const std::string picked = lower(form.value(name + ".pick"));
  const std::string was = was_of(form, name);
  const bool only_picked = text == was && instance::is_hex_colour(picked) && picked != was;
  return only_picked ? picked : text;
}

Tokens read_colours(const Form& form, std::string_view mode) {
  Tokens colours;
  for (const auto name : instance::colour_names) colours[std::string(name)] = read_colour(form, field_name(mode, name));
  return colours;
}

std::string underscored(std::string_view text) {
  std::string name(text);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

}  // namespace

void fill_theme(Form& form, const Theme& theme, const Theme& night) {
  const Tokens& dark = theme.dark ? *theme.dark : night.dark ? *night.dark : night.light;
  for (const auto name : instance::colour_names) {
    form.set(field_name("light", name), theme.light.find(name)->second);
    form.set(field_name("dark", name), dark.find(name)->second);
  }
  form.set("has_dark", theme.dark ? "1" : "");
  form.set("font", theme.font).set("radius", std::to_string(theme.radius_px));
}

Theme read_theme_form(const Form& form) {
  Theme theme;
  theme.light = read_colours(form, "light");
  if (form.value("has_dark") == "1") theme.dark = read_colours(form, "dark");
  theme.font = form.value("font");
  const std::string radius = trimmed(form.value("radius"));
  const bool is_number = !radius.empty() && radius.size() <= 2 && std::all_of(radius.begin(), radius.end(), [](char c) { return c >= '0' && c <= '9'; });
  theme.radius_px = is_number ? std::stoi(radius) : -1;
  return theme;
}

std::string typed_colours(const Theme& theme, const Form& form) {
  std::string all;
  for (const auto name : instance::colour_names) all += field_name("light", name) + "=" + theme.light.find(name)->second + ";";
  for (const auto name : instance::colour_names) {
    const std::string field = field_name("dark", name);
    all += field + "=" + (theme.dark ? theme.dark->find(name)->second : as_colour(form.value(field))) + ";";
  }
  return all;
}

json colour_fields_view(const Page& page, const Form& form, std::string_view mode, const std::map<std::string, std::string>& errors) {
  json fields = json::array();
  for (const auto name : instance::colour_names) {
    const std::string field = field_name(mode, name);
    const std::string colour = read_colour(form, field);
    const auto error = errors.find(field);
    fields.push_back({{"id", "f-" + std::string(mode) + "-" + std::string(name)},
                      {"name", field},
                      {"token", name},
                      {"label", token_text(page, name)},
                      {"hint", page.text("theme.use_" + underscored(name))},
                      {"value", colour},
                      {"picked", instance::is_hex_colour(colour) ? colour : std::string(no_colour)},
                      {"error", error == errors.end() ? std::string() : error->second}});
  }
  return fields;
}

std::string token_text(const Page& page, std::string_view token) {
  constexpr std::string_view between = " over ";
  const auto at = token.find(between);
  if (at == std::string_view::npos) return page.text("theme.token_" + underscored(token));
  return page.text("theme.token_over", {{"top", token_text(page, token.substr(0, at))}, {"under", token_text(page, token.substr(at + between.size()))}});
}

std::string ratio_words(const Page& page, double ratio) { return page.text("theme.ratio", {{"ratio", std::stod(instance::ratio_text(ratio))}}); }

json measures_view(const Page& page, const Theme& theme, const instance::ThemeRules& rules) {
  const auto measures = instance::measure_theme(theme, rules);
  const auto cell = [&](const instance::Measure& measure) {
    return json{{"ratio_text", ratio_words(page, measure.ratio)}, {"verdict_text", page.text(measure.passes() ? "theme.pass" : "theme.fail")},
                {"is_bad", !measure.passes()}, {"ink", measure.ink_hex}, {"ground", measure.on_hex}, {"field", measure.field}};
  };
  const std::size_t count = rules.pairs.size();
  json rows = json::array();
  for (std::size_t i = 0; i < count; ++i) {
    const bool is_night = measures.size() > count;
    rows.push_back({{"pair_text", page.text("theme.pair", {{"ink", token_text(page, measures[i].ink)}, {"ground", token_text(page, measures[i].on)}})},
                    {"least_text", ratio_words(page, measures[i].least)},
                    {"is_bad_row", !measures[i].passes() || (is_night && !measures[count + i].passes())},
                    {"day", cell(measures[i])},
                    {"night", is_night ? cell(measures[count + i]) : json(false)}});
  }
  return rows;
}

}  // namespace palabre::screens
