// The page of a commitment: milestones with the dates kept and missed, evidence, what people say, who did what. Joined into screens::routes().
#include "screens/commitment_page.hpp"

#include "followup/commitment_rules.hpp"
#include "followup/give_opinion.hpp"
#include "http/input.hpp"
#include "ideas/idea_repo.hpp"
#include "pages/localised.hpp"
#include "pages/markdown.hpp"
#include "screens/form.hpp"
#include "screens/idea_parts.hpp"
#include "screens/page_routes.hpp"
#include "screens/picture_parts.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using followup::Check;
using followup::Commitment;
using followup::CommitmentState;
using followup::Milestone;
using followup::MilestoneState;
using followup::MovedDate;
using nlohmann::json;

Result<CommitmentAtHand> open_commitment(Page& page) {
  const auto id = page.call().path_id<CommitmentId>();
  if (!id) return id.error();
  const auto redesign = followup::load_redesign_of(page.db(), *id);
  if (!redesign) return redesign.error();
  auto place = followup::load_visible_commitment(page.db(), *id, page.actor(*redesign));
  if (!place) return place.error();
  auto milestones = followup::load_milestones(page.db(), *id);
  return CommitmentAtHand{std::move(place->commitment), std::move(milestones), at_hand(page, std::move(place->redesign))};
}

namespace {

constexpr std::size_t history_shown = 100;

LocalText words_of(const Page& page, const CommitmentAtHand& here, const redesigns::TextsByLanguage& texts) {
  return local_text(page, texts, here.commitment.languages);
}

/// The days a milestone (unset: the commitment) had before, each with the reason for leaving it.
json moved_view(const Page& page, const CommitmentAtHand& here, const std::vector<MovedDate>& moved, MilestoneId milestone) {
  json views = json::array();
  for (const auto& one : moved) {
    if (one.milestone != milestone) continue;
    const LocalText reason = words_of(page, here, one.reasons);
    const bool was_missed = followup::is_late(one.from_at, one.at);
    views.push_back({{"text", page.text(was_missed ? "commitment.date_missed" : "commitment.date_moved",
                                        {{"from", day_words(page, one.from_at)}, {"to", day_words(page, one.to_at)}, {"at", day_words(page, one.at)}})},
                     {"is_missed", was_missed},
                     {"lang", reason.language},
                     {"reason", reason.text}});
  }
  return views;
}

struct Mark {
  std::string_view kind;
  std::string text;
};
/// In words what the mark before a milestone shows.
Mark mark_of(const Page& page, const CommitmentAtHand& here, const Milestone& one) {
  const auto days_late = [&](Instant until) { return std::max<std::int64_t>((until.unix_ms - one.due_at.unix_ms) / ms_per_day, 1); };
  if (one.done_at) {
    const std::string day = day_words(page, *one.done_at);
    if (!followup::is_late(one.due_at, *one.done_at)) return {"done", page.text("commitment.done_on", {{"day", day}})};
    return {"done", page.text("commitment.done_late", {{"day", day}, {"count", days_late(*one.done_at)}})};
  }
  if (!followup::is_under_way(here.commitment.state)) return {"planned", page.text("commitment.not_done")};
  if (followup::is_late(one.due_at, page.now())) return {"late", page.count("inbox.late", days_late(page.now()))};
  if (one.state == MilestoneState::in_progress) return {"begun", page.text("commitment.begun")};
  return {"planned", page.text("commitment.planned")};
}

json milestones_view(const Page& page, const CommitmentAtHand& here, const std::vector<MovedDate>& moved) {
  json views = json::array();
  for (const auto& one : here.milestones) {
    const LocalText title = words_of(page, here, one.titles);
    const LocalText evidence = words_of(page, here, one.evidence);
    const Mark mark = mark_of(page, here, one);
    json dates = moved_view(page, here, moved, one.id);
    views.push_back({{"kind", mark.kind},
                     {"is_done", mark.kind == "done"},
                     {"is_late", mark.kind == "late"},
                     {"lang", title.language},
                     {"title", title.text},
                     {"due_text", page.text("commitment.due", {{"day", day_words(page, one.due_at)}})},
                     {"state_text", mark.text},
                     {"evidence_lang", evidence.language},
                     {"evidence", evidence.text},
                     {"has_moved", !dates.empty()},
                     {"moved", std::move(dates)}});
  }
  return views;
}

/// A line of the history in words; the clock's and an import's have none of their own.
std::string what_text(const Page& page, const followup::CommitmentEntry& entry) {
  if (entry.act == "moved") return page.text("commitment.became." + std::string(name_of(entry.to)));
  return page.text("commitment.act." + entry.act);
}

std::string who_text(const Page& page, const followup::CommitmentEntry& entry) {
  if (!entry.person.is_set()) return page.text(entry.actor_role == "clock" ? "event.by_clock" : "event.imported");
  return page.text("commitment.by", {{"name", entry.person_name}, {"role", page.text("commitment.role." + entry.actor_role)}});
}

json history_view(const Page& page, const CommitmentAtHand& here, const std::vector<followup::CommitmentEntry>& entries) {
  json items = json::array();
  for (const auto& entry : entries) {
    const LocalText words = words_of(page, here, entry.texts);
    items.push_back({{"what_text", what_text(page, entry)},
                     {"when_iso", iso_text(entry.at)},
                     {"when_text", when_text(page, entry.at)},
                     {"who_text", who_text(page, entry)},
                     {"reason", words.text},
                     {"reason_lang", words.text.empty() || words.language == page.language() ? std::string() : words.language}});
  }
  return {{"key", "commitment-history-" + here.commitment.id.text()}, {"idea", ""}, {"items", std::move(items)}};
}

/// Where this reader adds, describes or takes away pictures of this entry; empty where there is nothing to do for them.
std::string pictures_href(const Page& page, const CommitmentAtHand& here, const followup::EntryInPlace& at, const people::Actor& reader) {
  const auto may = [&](followup::PictureAct act) { return followup::decide_picture(act, here.at.redesign.state, at, reader).has_value(); };
  const bool is_useful = may(followup::PictureAct::add) || (!at.entry.pictures.empty() && may(followup::PictureAct::remove));
  return is_useful ? page.href("/commitment-entries/" + at.entry.id.text() + "/pictures") : std::string();
}

/// What was shown as proof: of the deliveries, and every address and picture that came with a word on the way.
json evidence_view(Page& page, const CommitmentAtHand& here, const std::vector<followup::CommitmentEntry>& entries) {
  json views = json::array();
  for (const auto& entry : entries) {
    const bool is_delivery = entry.act == "moved" && entry.to == CommitmentState::delivered && !entry.texts.empty();
    if (!is_delivery && entry.url.empty() && entry.pictures.empty() && entry.removed_pictures == 0) continue;
    const LocalText words = words_of(page, here, entry.texts);
    views.push_back({{"lang", words.language},
                     {"text", words.text},
                     {"url", entry.url},
                     {"pictures", pictures_view(entry.pictures)},
                     {"removed_text", entry.removed_pictures == 0 ? std::string() : page.count("picture.removed", entry.removed_pictures)},
                     {"pictures_href", pictures_href(page, here, {entry, here.commitment.id, &entry == &entries.front()}, page.actor(here.at.redesign.id))},
                     {"when_iso", iso_text(entry.at)},
                     {"when_text", day_words(page, entry.at)}});
  }
  return views;
}

json ideas_view(const Page& page, const CommitmentAtHand& here) {
  json lines = json::array();
  for (const auto& source : followup::load_source_ideas(page.db(), here.commitment.id)) {
    const auto idea = ideas::find_idea(page.db(), source.idea);
    if (!idea) continue;
    const TitleShown title = title_for(page, *idea);
    lines.push_back(idea_line_view(page, {"/ideas/" + idea->id.text(), title.text, title.language, idea->state, {}}));
  }
  return lines;
}

// ---- the question to the people

json bars_view(const Page& page, const Check& check) {
  json bars = json::array();
  const auto add = [&](std::string_view name, std::int64_t count) {
    const std::int64_t percent = check.total() == 0 ? 0 : (count * 200 + check.total()) / (check.total() * 2);
    bars.push_back({{"name", name}, {"label_text", page.text("opinion." + std::string(name))}, {"count_text", page.text("opinion.share", {{"count", count}, {"percent", percent}})},
                    {"value", count}, {"max", std::max<std::int64_t>(check.total(), 1)}});
  };
  add("done", check.done);
  add("partly", check.partly);
  add("not_done", check.not_done);
  return bars;
}

std::string result_text(const Page& page, const Check& check) {
  if (!check.result) return {};
  return page.text("opinion.result_" + std::string(name_of(*check.result)), {{"day", day_words(page, check.closes_at)}, {"count", check.total()}});
}

/// The three buttons, where this reader may press them; else the way to sign in, or nothing.
json question_view(Page& page, const CommitmentAtHand& here, const Check& check) {
  if (check.result || page.now() >= check.closes_at) return false;
  const people::Actor& reader = page.actor(here.at.redesign.id);
  const bool may = page.is_signed_in() && followup::decide_opinion(here.at.redesign.state, check, reader, page.now()).has_value();
  const auto own = page.is_signed_in() ? followup::find_opinion(page.db(), check.id, page.person()) : std::nullopt;
  json choices = json::array();
  for (const auto name : followup::opinion_names())
    choices.push_back({{"value", name}, {"text", page.text("opinion." + std::string(name))}, {"is_own", own && name_of(*own) == name}});
  return {{"action", page.href("/commitments/" + here.commitment.id.text() + "/opinion")},
          {"may", may},
          {"choices", std::move(choices)},
          {"own_text", own ? page.text("opinion.own", {{"opinion", page.text("opinion." + std::string(name_of(*own)))}, {"day", day_words(page, check.closes_at)}}) : std::string()},
          {"sign_in_href", page.is_signed_in() ? std::string() : page.sign_in_href()},
          {"left_text", page.text("opinion.ends", {{"left", time_left(page, check.closes_at)}, {"day", day_words(page, check.closes_at)}})}};
}

json check_view(Page& page, const CommitmentAtHand& here) {
  const auto check = followup::find_last_check(page.db(), here.commitment.id);
  if (!check) return false;
  if (!check->result) page.expire_at(check->closes_at);
  return {{"question", question_view(page, here, *check)},
          {"result_text", result_text(page, *check)},
          {"total_text", page.count("opinion.total", check->total())},
          {"rule_text", page.text("opinion.rule", {{"percent", followup::done_percent_min}, {"count", followup::opinions_min}})},
          {"bars", bars_view(page, *check)}};
}

// ---- what stands on top

json notice(const char* kind, std::string title, std::string text, std::string lang, std::string href = {}, std::string link_text = {}, std::string link_lang = {}) {
  return {{"kind", kind}, {"title_text", std::move(title)}, {"text", std::move(text)}, {"lang", std::move(lang)}, {"href", std::move(href)}, {"link_text", std::move(link_text)}, {"link_lang", std::move(link_lang)}};
}

json other_notice(const Page& page, const char* kind, std::string title, const LocalText& reason, CommitmentId other) {
  const auto replacement = other.is_set() ? followup::find_commitment(page.db(), other) : std::nullopt;
  if (!replacement) return notice(kind, std::move(title), reason.text, reason.language);
  const LocalText name = local_text(page, replacement->titles, replacement->languages);
  return notice(kind, std::move(title), reason.text, reason.language, page.href("/commitments/" + other.text()), name.text, name.language);
}

json notices_view(const Page& page, const CommitmentAtHand& here, const std::vector<followup::CommitmentEntry>& entries) {
  const Commitment& one = here.commitment;
  json notices = json::array();
  if (const auto drop = followup::find_open_drop(page.db(), one.id))
    notices.push_back(other_notice(page, "warn", page.text("commitment.drop_asked", {{"name", drop->asked_name}, {"body", drop->decided_body}}), words_of(page, here, drop->reasons), drop->replaced_by));
  if (one.state == CommitmentState::dropped) {
    const LocalText reason = entries.empty() ? LocalText{} : words_of(page, here, entries.front().texts);
    notices.push_back(other_notice(page, "quiet", page.text(one.replaced_by.is_set() ? "commitment.replaced" : "commitment.dropped"), reason, one.replaced_by));
  }
  for (const auto id : followup::load_replaced(page.db(), one.id)) notices.push_back(other_notice(page, "quiet", page.text("commitment.replaces"), {}, id));
  if (one.state == CommitmentState::contested) {
    const Instant by = one.state_since.plus_ms(followup::resume_ms);
    notices.push_back(notice("bad", page.text("commitment.contested"), page.text(by < page.now() ? "commitment.resume_late" : "commitment.resume_by", {{"day", day_words(page, by)}}), page.language()));
  }
  if (one.state == CommitmentState::proposed) notices.push_back(notice("quiet", page.text("commitment.proposed"), "", page.language()));
  return notices;
}

json facts_view(const Page& page, const CommitmentAtHand& here) {
  const Commitment& one = here.commitment;
  const LocalText body = body_name(page, one.organisation);
  json facts = json::array();
  const auto add = [&](std::string_view key, std::string value, std::string lang) { facts.push_back({{"label_text", page.text(key)}, {"lang", std::move(lang)}, {"value_text", std::move(value)}}); };
  add("commitment.fact_body", body.text, body.language);
  for (const auto& officer : followup::load_officers_and_owners(page.db(), one.redesign))
    if (officer.person == one.officer) add("commitment.fact_officer", officer.name, "");
  add("commitment.fact_due", day_words(page, one.due_at), page.language());
  add("commitment.fact_budget", one.budget_eur == 0 ? page.text("commitment.budget_none") : page.text("commitment.budget_eur", {{"amount", pages::format_number(page.language(), one.budget_eur)}}), page.language());
  if (!one.budget_line.empty()) add("commitment.fact_budget_line", one.budget_line, one.languages.empty() ? "" : one.languages.front());
  return facts;
}

Result<http::Response> get_commitment(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto here = open_commitment(*page);
  if (!here) return here.error();
  const Commitment& one = here->commitment;
  const LocalText title = words_of(*page, *here, one.titles);
  const LocalText body = words_of(*page, *here, one.bodies);
  page->set_title(title.text).set_description(pages::excerpt(body.text, 200));
  add_redesign_crumb(*page, here->at);
  page->add_crumb(page->text("follow_up.title"), "/redesigns/" + here->at.redesign.slug + "/follow-up").add_crumb(title.text, {}, title.language);
  const auto moved = followup::load_moved_dates(page->db(), one.id);
  const auto entries = followup::load_commitment_history(page->db(), one.id, history_shown);
  const bool may_work = followup::decide_staff(here->at.redesign.state, page->actor(here->at.redesign.id)).has_value();
  json evidence = evidence_view(*page, *here, entries);
  json dates = moved_view(*page, *here, moved, MilestoneId{});
  json ideas = ideas_view(*page, *here);
  json view = commitment_card_view(*page, one);
  view["body_html"] = pages::markdown_html(body.text);
  view["text_lang"] = body.language;
  view["notices"] = notices_view(*page, *here, entries);
  view["check"] = check_view(*page, *here);
  view["milestones"] = milestones_view(*page, *here, moved);
  view["has_moved"] = !dates.empty();
  view["moved"] = std::move(dates);
  view["has_evidence"] = !evidence.empty();
  view["evidence"] = std::move(evidence);
  view["facts"] = facts_view(*page, *here);
  view["history"] = history_view(*page, *here, entries);
  view["has_ideas"] = !ideas.empty();
  view["ideas"] = std::move(ideas);
  view["work_href"] = may_work ? page->href("/commitments/" + one.id.text() + "/work") : std::string();
  return page->show("commitment", view);
}

Result<http::Response> post_opinion(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto here = open_commitment(*page);
  if (!here) return here.error();
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  input->ignore("key");
  const auto opinion = static_cast<followup::Opinion>(input->choice("opinion", followup::opinion_names()));
  if (auto refusal = input->refusal()) return *refusal;
  const auto given = followup::give_opinion(page->db(), page->actor(here->at.redesign.id), {here->commitment.id, opinion});
  if (!given) return given.error();
  return go_to(*page, "/commitments/" + here->commitment.id.text() + "#check", "opinion_given");
}

}  // namespace

http::Routes commitment_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/commitments/{id}", Who::anyone, Kind::read, Cost::normal, Audience::page, get_commitment},
      {Method::post, "/{lang}/commitments/{id}/opinion", Who::participant, Kind::write, Cost::normal, Audience::mine, post_opinion},
  };
}

}  // namespace palabre::screens
