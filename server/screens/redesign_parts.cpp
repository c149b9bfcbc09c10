// Builds what several screens show of a redesign. Called by home, redesign, ideas, idea and the staff screens.
#include "screens/redesign_parts.hpp"

#include "ideas/idea_access.hpp"
#include "pages/localised.hpp"
#include "people/person_repo.hpp"
#include "redesigns/redesign.hpp"
#include "screens/form.hpp"
#include "screens/phase_parts.hpp"
#include "screens/vote_parts.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using nlohmann::json;

RedesignAtHand at_hand(Page& page, redesigns::Redesign redesign) {
  page.depend_on(redesigns::channel_of(redesign.id));
  RedesignAtHand at{std::move(redesign), {}, {}};
  at.texts = redesigns::parse_redesign_texts(at.redesign.texts_json);
  at.phases = redesigns::load_phases(page.db(), at.redesign.id);
  page.stand_in(at.redesign);
  return at;
}

Result<RedesignAtHand> open_redesign(Page& page, std::string_view slug) {
  auto redesign = redesigns::find_redesign(page.db(), slug);
  if (!redesign || !ideas::may_see(*redesign, page.actor(redesign->id))) return refuse(Reason::not_found, "no such redesign", "slug");
  return at_hand(page, std::move(*redesign));
}

Result<RedesignAtHand> open_redesign_to_edit(Page& page) {
  auto at = open_redesign(page, page.call().path_value("slug"));
  if (!at) return at.error();
  if (auto may = redesigns::decide_redesign_edit(at->redesign.state, page.actor(at->redesign.id)); !may) return may.error();
  return at;
}

std::string owner_text(const Page& page, const redesigns::Redesign& redesign) {
  if (!redesign.organisation.is_set()) return {};
  const auto organisation = people::find_organisation(page.db(), redesign.organisation);
  return organisation ? local_text(page, organisation->names, redesign.languages).text : std::string();
}

namespace {

/// "4 of 13 ideas answered", once there are ideas and an answer is owed.
json card_answered(const Page& page, const redesigns::Redesign& redesign) {
  if (redesign.ideas == 0) return false;
  const auto number = [&](std::int64_t value) { return pages::format_number(page.language(), value); };
  return {{"label_text", page.text("redesign.answered")},
          {"value_text", page.text("redesign.value_of", {{"value", number(redesign.answers)}, {"total", number(redesign.ideas)}})},
          {"value", redesign.answers},
          {"max", redesign.ideas}};
}

/// The one thing to do here now, from the rules of the phases.
json card_action(const Page& page, const RedesignAtHand& at, const LocalText& title) {
  const std::string base = "/redesigns/" + at.redesign.slug;
  const auto is_possible = [&](redesigns::Act act) { return redesigns::decide_act(at.redesign.state, at.phases, act, page.now()).has_value(); };
  const auto action = [&](const std::string& path, std::string_view key) {
    return json{{"href", page.href(path)}, {"text", page.text(key)}, {"for_text", title.text}, {"for_lang", title.language}};
  };
  if (const std::string vote = open_vote_path(page, at); !vote.empty()) return action(vote, "vote.next_open");
  if (is_possible(redesigns::Act::propose)) return action(base + "/ideas/new", "redesign.do_propose");
  if (is_possible(redesigns::Act::support)) return action(base + "/ideas", "redesign.do_support");
  if (is_possible(redesigns::Act::comment)) return action(base + "/ideas", "redesign.do_comment");
  return action(base, "redesign.do_follow");
}

}  // namespace

std::optional<LocalText> easy_text(const Page& page, const RedesignAtHand& at) {
  if (!page.is_easy()) return std::nullopt;
  LocalText text = local_text(page, at.texts.easy_read, at.redesign.languages);
  const bool is_foreign = text.language != page.language();
  if (text.text.empty() || (is_foreign && local_text(page, at.texts.summary, at.redesign.languages).language == page.language())) return std::nullopt;
  return text;
}

std::string easy_missing_text(const Page& page, const RedesignAtHand& at) {
  return page.is_easy() && !easy_text(page, at) ? page.text("easy.missing") : std::string();
}

json redesign_card_view(Page& page, const RedesignAtHand& at) {
  const LocalText title = local_text(page, at.texts.title, at.redesign.languages);
  const LocalText summary = easy_text(page, at).value_or(local_text(page, at.texts.summary, at.redesign.languages));
  const json phases = phases_view(page, at.redesign, at.phases);
  const json counts = json::array({{{"text", page.count("count.ideas", at.redesign.ideas)}},
                                   {{"text", page.count("count.comments", at.redesign.comments)}}});
  return {
      {"key", "redesign-" + at.redesign.id.text()},
      {"id", at.redesign.id.value},
      {"href", page.href("/redesigns/" + at.redesign.slug)},
      {"state_text", page.text("redesign.state." + std::string(redesigns::name_of(at.redesign.state)))},
      {"owner_text", owner_text(page, at.redesign)},
      {"title", title.text},
      {"lang", title.language},
      {"summary", summary.text},
      {"summary_lang", summary.language},
      {"original_text", original_text(page, summary.language)},
      {"easy_missing_text", easy_missing_text(page, at)},
      {"phase_text", at.phases.empty() ? json("") : phases["summary_text"]},
      {"left_text", phases["left_text"]},
      {"progress_value", phases["progress_value"]},
      {"progress_max", phases["progress_max"]},
      {"counts", counts},
      {"answered", card_answered(page, at.redesign)},
      {"action", card_action(page, at, title)},
  };
}

json presence_view(std::string channel) { return {{"channel", std::move(channel)}, {"text", ""}}; }

void add_redesign_crumb(Page& page, const RedesignAtHand& at) {
  const LocalText title = local_text(page, at.texts.title, at.redesign.languages);
  page.add_crumb(title.text, "/redesigns/" + at.redesign.slug, title.language);
}

std::string why_not_propose(const Page& page, const RedesignAtHand& at) {
  const auto possible = redesigns::decide_act(at.redesign.state, at.phases, redesigns::Act::propose, page.now());
  if (possible) return {};
  if (possible.error().reason == Reason::redesign_not_open) return refusal_text(page, possible.error());
  return why_not_now(page, at.phases, redesigns::Act::propose);
}

}  // namespace palabre::screens
