// Builds the cards of the moderators' queue and the prepared reasons of each ground. Called by the queue and the hide form.
#include "screens/case_parts.hpp"

#include "moderation/decision.hpp"
#include "pages/markdown.hpp"
#include "screens/idea_parts.hpp"
#include "screens/moderation_parts.hpp"
#include "screens/staff_rules.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::screens {

using moderation::Case;
using moderation::Content;
using moderation::Rule;
using nlohmann::json;

namespace {

constexpr std::size_t body_chars = 1200;
constexpr std::size_t neighbour_chars = 240;

/// How often each rule is named, the most often first.
std::vector<std::pair<Rule, std::int64_t>> rules_of(const std::vector<moderation::Report>& reports) {
  std::vector<std::pair<Rule, std::int64_t>> rules;
  for (const auto& report : reports) {
    const auto same = std::find_if(rules.begin(), rules.end(), [&](const auto& known) { return known.first == report.rule; });
    if (same != rules.end()) ++same->second;
    else rules.emplace_back(report.rule, 1);
  }
  std::stable_sort(rules.begin(), rules.end(), [](const auto& left, const auto& right) { return left.second > right.second; });
  return rules;
}

json rules_view(const Page& page, const std::vector<std::pair<Rule, std::int64_t>>& rules) {
  json views = json::array();
  for (const auto& [rule, count] : rules) {
    const std::string name = page.text("rule_name." + std::string(moderation::name_of(rule)));
    views.push_back({{"text", count == 1 ? name : page.text("case.rule_count", {{"rule", name}, {"count", count}})}});
  }
  return views;
}

json notes_view(const Page& page, const std::vector<moderation::Report>& reports) {
  json notes = json::array();
  for (const auto& report : reports) {
    if (!report.text.empty()) notes.push_back({{"when_text", when_text(page, report.created_at)}, {"text", report.text}});
  }
  return notes;
}

json neighbours_view(const Page& page, const moderation::Target& target) {
  constexpr std::string_view keys[] = {"case.parent", "case.before", "case.after"};
  json views = json::array();
  for (const auto& neighbour : moderation::load_neighbours(page.db(), target)) {
    const bool is_gone = neighbour.body.empty();
    views.push_back({{"label_text", page.text(keys[static_cast<std::size_t>(neighbour.place)])},
                     {"lang", is_gone ? page.language() : neighbour.language},
                     {"text", is_gone ? page.text("case.neighbour_gone") : pages::excerpt(neighbour.body, neighbour_chars)}});
  }
  return views;
}

std::string clock_text(const Page& page, Instant due_at) {
  const std::int64_t left_ms = due_at.unix_ms - page.now().unix_ms;
  if (left_ms < 0) return page.count("case.late", std::max<std::int64_t>(1, -left_ms / ms_per_hour));
  return page.count("case.due", left_ms / ms_per_hour);
}

std::string author_text(const Page& page, const Content& content) {
  if (content.target.kind == moderation::TargetKind::statement) return page.text("case.statement_author");
  const auto history = moderation::load_author_history(page.db(), content.redesign, content.author);
  return page.text("case.author", {{"texts", history.texts}, {"hidden", history.hidden}});
}

json opinion_view(const Page& page, const std::optional<moderation::SecondOpinion>& asked, const people::Actor& reader) {
  if (!asked) return false;
  return {{"heading_text", page.text(asked->asked_by == reader.person ? "case.opinion_mine" : "case.opinion_theirs")},
          {"note", asked->note},
          {"when_text", when_text(page, asked->at)}};
}

json hide_view(const Page& page, const CaseSetting& setting, const Content& content, Rule likely, ActForms& forms) {
  const std::string id = "hide-" + case_key(content.target);
  Form& form = forms.form(id);
  form.fill("rule", std::string(moderation::name_of(likely)));
  json view = {{"action", setting.action}, {"target", content.target.text()}, {"is_open", forms.is_refused(id)}, {"form_key", form.key()}, {"rules", with_id_suffix(grounds_view(page, form, content.language), "-" + id)}};
  view["reason_field"] = with_id_suffix(form.field_view(page, hiding_reason_field(page)), "-" + id);
  return view;
}

/// The forms for what the rules allow this reader; the fields of an absent form are false.
json acts_view(const Page& page, const CaseSetting& setting, const Content& content, Rule likely, bool is_asked, ActForms& forms) {
  const moderation::OpenQuestions open{1, is_asked};
  const std::string key = case_key(content.target);
  json acts = {{"keep", false}, {"hide", false}, {"opinion", false}, {"keep_note", false}};
  const std::vector<std::pair<std::string, std::string>> about = {{"target", content.target.text()}};
  if (moderation::decide_keeping(content, open, setting.reader, probe_reason)) {
    acts["keep"] = {{"action", setting.action}, {"target", content.target.text()}, {"title_text", case_title(page, content)}, {"form_key", Form{}.key()}, {"reason", prepared_keeping(page)}};
    Field reason = public_reason_field(page, "moderation.dismiss_reason");
    reason.hint = {};  // kept with the report, not published
    ActForm note{.id = "keep-" + key, .title = page.text("case.keep_note"), .action = setting.action, .hidden = about, .hint = page.text("moderation.dismiss_hint"), .fields = {reason}};
    note.hidden.emplace_back("do", "keep");
    acts["keep_note"] = forms.view(page, note);
  }
  if (moderation::decide_hiding(content, setting.reader, probe_reason)) acts["hide"] = hide_view(page, setting, content, likely, forms);
  if (moderation::decide_second_opinion(content, open, setting.reader, probe_reason)) {
    Field note = public_reason_field(page, "case.opinion_label");
    note.name = "note";
    ActForm ask{.id = "opinion-" + key, .title = page.text("case.opinion"), .action = setting.action, .hidden = about, .hint = page.text("case.opinion_hint"), .fields = {note}};
    ask.hidden.emplace_back("do", "opinion");
    acts["opinion"] = forms.view(page, ask);
  }
  return acts;
}

}  // namespace

std::string case_title(const Page& page, const Content& content) {
  return page.text("case." + std::string(moderation::name_of(content.target.kind)), {{"title", content.title}});
}

std::string case_key(const moderation::Target& target) { return std::string(moderation::name_of(target.kind)) + "-" + std::to_string(target.id); }

std::string prepared_language(const Page& page, std::string_view language) {
  return std::string(page.call().services.catalogue->has_language(language) ? language : page.language());
}

std::string prepared_reason(const Page& page, Rule rule, std::string_view language) {
  if (rule == Rule::other) return {};
  return page.call().services.catalogue->text(prepared_language(page, language), "macro." + std::string(moderation::name_of(rule)));
}

std::string prepared_keeping(const Page& page) { return page.text("macro.keep"); }

json grounds_view(const Page& page, Form& form, std::string_view language) {
  std::vector<Option> options;
  const std::string spoken = prepared_language(page, language);
  for (const auto name : moderation::rule_names())
    options.push_back({std::string(name), rule_text(page, name), prepared_reason(page, moderation::rule_of(name).value(), spoken), spoken});
  return form.choices_view(page, "rule", "hide.rule_legend", options);
}

Field hiding_reason_field(const Page& page) {
  Field field = public_reason_field(page, "hide.reason_label");
  field.hint = page.text("case.reason_hint");
  field.is_required = false;
  return field;
}

std::string read_hiding_reason(const Page& page, http::Input& input, Rule rule, std::string_view language) {
  const Limits& limits = *page.call().services.limits;
  const auto typed = input.optional_text("reason", {limits.reason_chars_min, limits.reason_chars_max});
  if (typed) return *typed;
  const std::string prepared = prepared_reason(page, rule, language);
  if (prepared.empty()) input.refuse_field(Reason::missing_field, "reason", "say which rule is broken and how");
  return prepared;
}

json case_view(const Page& page, const CaseSetting& setting, const Case& open, ActForms& forms) {
  const Content content = moderation::find_content(page.db(), open.target).value();
  const auto reports = moderation::load_open_reports(page.db(), open.target);
  const auto rules = rules_of(reports);
  const auto asked = moderation::find_second_opinion(page.db(), open.target);
  const Instant due_at = open.first_at.plus_ms(page.call().services.limits->case_due_ms);
  const auto may = moderation::decide_moderation(content, setting.reader);
  const auto watching = setting.watchers.find(open.target.text());
  json view = {{"key", case_key(open.target)},
               {"target", open.target.text()},
               {"action", setting.action},
               {"kind_text", page.text("case.kind." + std::string(moderation::name_of(open.target.kind)))},
               {"rules", rules_view(page, rules)},
               {"count_text", page.count("count.reports", open.reports)},
               {"is_late", due_at < page.now()},
               {"clock_text", clock_text(page, due_at)},
               {"watching_text", watching == setting.watchers.end() ? std::string() : page.count("case.watching", watching->second)},
               {"href", page.href(content_path(content))},
               {"title_text", case_title(page, content)},
               {"lang", content.language},
               {"body", pages::excerpt(content.body, body_chars)},
               {"author_text", author_text(page, content)},
               {"blocked_text", may ? std::string() : refusal_text(page, may.error())}};
  json neighbours = neighbours_view(page, open.target);
  json notes = notes_view(page, reports);
  view["has_neighbours"] = !neighbours.empty();
  view["neighbours"] = std::move(neighbours);
  view["has_notes"] = !notes.empty();
  view["notes"] = std::move(notes);
  view["second_opinion"] = opinion_view(page, asked, setting.reader);
  view.update(acts_view(page, setting, content, rules.front().first, asked.has_value(), forms));
  return view;
}

}  // namespace palabre::screens
