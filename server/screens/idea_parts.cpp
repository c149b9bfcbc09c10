// Builds the cards, support buttons and lines of ideas. Called by the screens and the live fragments.
#include "screens/idea_parts.hpp"

#include "base/utf8.hpp"
#include "ideas/idea_repo.hpp"
#include "ideas/own_ideas.hpp"
#include "pages/fold.hpp"
#include "pages/localised.hpp"
#include "screens/form.hpp"
#include "screens/phase_parts.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using ideas::IdeaState;
using nlohmann::json;

IdeaSetting idea_setting(Page& page, const RedesignAtHand& at, std::string back) {
  IdeaSetting setting{at, page.actor(at.redesign.id), {}, discussion::load_roles_by_person(page.db(), at.redesign.id), std::move(back)};
  if (page.is_signed_in()) setting.supported = ideas::load_supported(page.db(), page.person(), at.redesign.id);
  return setting;
}

std::string status_text(const Page& page, IdeaState state) { return page.text("status." + std::string(ideas::name_of(state))); }

std::string rule_text(const Page& page, std::string_view rule) { return page.text("rule_name." + std::string(rule)); }

json author_view(const Page& page, const Speaker& speaker, const discussion::RolesByPerson& roles) {
  std::string_view badge;
  std::string kind = "brand";
  if (speaker.is_organisation) badge = "organisation";
  else if (speaker.is_assisted) badge = "assisted";
  if (const auto held = roles.find(speaker.person); held != roles.end()) {
    for (const auto role : {people::Role::facilitator, people::Role::owner, people::Role::moderator, people::Role::officer}) {
      if (held->second.has(role)) badge = kind = people::role_name(role);
    }
  }
  return {{"name", person_name(page, speaker.name)},
          {"badge_kind", badge.empty() ? std::string() : kind},
          {"badge_text", badge.empty() ? std::string() : page.text("badge." + std::string(badge))}};
}

namespace {

Speaker speaker_of(const ideas::IdeaCard& card) {
  return {card.author.name, card.author.id, card.author.is_organisation, card.idea.channel == "assisted"};
}

std::int64_t imported_count(const ideas::IdeaCard& card, std::string_view kind) {
  for (const auto& [known, count] : card.imported) {
    if (known == kind) return count;
  }
  return 0;
}

std::string imported_votes_text(const Page& page, const ideas::IdeaCard& card) {
  const std::int64_t in_favour = imported_count(card, "votes_for");
  const std::int64_t mixed = imported_count(card, "votes_mixed");
  const std::int64_t against = imported_count(card, "votes_against");
  if (in_favour + mixed + against == 0) return {};
  const auto number = [&page](std::int64_t count) { return pages::format_number(page.language(), count); };
  return page.text("idea.imported_votes", {{"for", number(in_favour)}, {"mixed", number(mixed)}, {"against", number(against)}});
}

/// What came with an import, beside the live count and never in it: votes with both sides, or supports.
std::string imported_text(const Page& page, const ideas::IdeaCard& card) {
  if (auto votes = imported_votes_text(page, card); !votes.empty()) return votes;
  const std::int64_t online = imported_count(card, "support_online");
  const std::int64_t paper = imported_count(card, "support_assisted");
  if (online > 0 && paper > 0)
    return page.text("idea.imported_split", {{"count", online + paper}, {"online", online}, {"paper", paper}});
  return card.idea.imported_supports > 0 ? page.count("idea.imported", card.idea.imported_supports) : std::string();
}

/// Why the button is not there; empty when it is, for the reader or for anybody who signs in.
std::string why_not_support(const Page& page, const IdeaSetting& setting, const ideas::Idea& idea) {
  people::Actor someone = setting.reader;
  someone.is_organisation = page.is_signed_in() && setting.reader.is_organisation;
  if (const auto decided = ideas::decide_support(idea, someone); !decided) {
    if (decided.error().reason == Reason::organisation_may_not_support) return page.text("idea.support_organisation");
    if (idea.state == IdeaState::on_ballot) return page.text("idea.support_on_ballot");
    const bool is_answered = idea.state == IdeaState::accepted || idea.state == IdeaState::declined || idea.state == IdeaState::deferred;
    return is_answered ? page.text("idea.support_answered") : refusal_text(page, decided.error());
  }
  const auto& at = setting.at;
  const auto phase = redesigns::decide_act(at.redesign.state, at.phases, redesigns::Act::support, page.now());
  if (phase) return {};
  if (phase.error().reason == Reason::redesign_not_open) return refusal_text(page, phase.error());
  return why_not_now(page, at.phases, redesigns::Act::support);
}

}  // namespace

json support_view(const Page& page, const IdeaSetting& setting, const ideas::IdeaCard& card) {
  const ideas::Idea& idea = card.idea;
  const std::string path = page.href("/ideas/" + idea.id.text());
  const std::string reason = why_not_support(page, setting, idea);
  const bool is_possible = reason.empty();
  return {
      {"key", "support-" + idea.id.text()},
      {"idea", idea.id.value},
      {"action", path + "/support"},
      {"back", setting.back.empty() ? path : setting.back},
      {"title", card.title},
      {"title_lang", card.title_language},
      {"supports", idea.supports},
      {"supports_text", page.count("count.supports", idea.supports)},
      {"imported_text", imported_text(page, card)},
      {"is_supported", setting.supported.contains(idea.id)},
      {"can_support", is_possible && page.is_signed_in()},
      {"sign_in_href", is_possible && !page.is_signed_in() ? page.sign_in_href(path) : std::string()},
      {"reason_text", reason},
  };
}

namespace {

json tags_view(const Page& page, const std::string& slug, const std::vector<std::string>& tags) {
  json views = json::array();
  for (const auto& tag : tags) {
    views.push_back({{"href", with_param(page.href("/redesigns/" + slug + "/ideas"), "tag", tag)}, {"text", tag}});
  }
  return views;
}

std::string answer_line(const Page& page, IdeaState state) {
  if (state != IdeaState::accepted && state != IdeaState::declined && state != IdeaState::deferred) return {};
  return page.text("answer.card", {{"kind", page.text("answer.kind." + std::string(ideas::name_of(state)))}});
}

}  // namespace

json idea_card_view(const Page& page, const IdeaSetting& setting, const ideas::IdeaCard& card) {
  const ideas::Idea& idea = card.idea;
  return {
      {"key", "idea-" + idea.id.text()},
      {"id", idea.id.value},
      {"href", page.href("/ideas/" + idea.id.text())},
      {"title", card.title},
      {"lang", card.title_language},
      {"original_text", original_text(page, card.title_language)},
      {"excerpt", card.excerpt},
      {"status", ideas::name_of(idea.state)},
      {"status_text", status_text(page, idea.state)},
      {"is_mine", page.is_signed_in() && idea.author == page.person()},
      {"tags", tags_view(page, setting.at.redesign.slug, card.tags)},
      {"author", author_view(page, speaker_of(card), setting.roles)},
      {"when_iso", iso_text(idea.created_at)},
      {"when_text", when_text(page, idea.created_at)},
      {"comments", idea.comments},
      {"comments_text", page.count("count.comments", idea.comments)},
      {"place_text", idea.place},
      {"answer_text", answer_line(page, idea.state)},
      {"support", support_view(page, setting, card)},
  };
}

json idea_line_view(const Page& page, const IdeaLine& line) {
  json facts = json::array();
  for (const auto& fact : line.facts) facts.push_back({{"text", fact}, {"is_late", false}});
  return {{"href", page.href(line.path)},
          {"lang", line.language},
          {"original_text", original_text(page, line.language)},
          {"title", line.title},
          {"title_html", line.title_html},
          {"status", ideas::name_of(line.state)},
          {"status_text", status_text(page, line.state)},
          {"facts", std::move(facts)}};
}

TitleShown title_for(const Page& page, const ideas::Idea& idea) {
  if (idea.language == page.language()) return {idea.title, idea.language};
  for (auto& translation : ideas::load_translations(page.db(), idea)) {
    if (translation.language == page.language()) return {std::move(translation.title), std::move(translation.language)};
  }
  return {idea.title, idea.language};
}

json similar_view(const Page& page, const redesigns::Redesign& redesign, std::string_view text, IdeaId self) {
  const std::size_t wanted = page.call().services.limits->similar_max;
  json items = json::array();
  if (count_chars(text) >= 3) {
    for (const auto& found : ideas::find_similar(page.db(), redesign, text, wanted + 1)) {
      const auto idea = ideas::find_idea(page.db(), found.idea);
      if (!idea || idea->id == self || items.size() == wanted) continue;
      const TitleShown title = title_for(page, *idea);
      items.push_back({{"url", page.href("/ideas/" + idea->id.text())},
                       {"lang", title.language},
                       {"original_text", original_text(page, title.language)},
                       {"title", title.text},
                       {"supports_text", idea->supports > 0 ? page.count("count.supports", idea->supports) : std::string()}});
    }
  }
  const auto count = static_cast<std::int64_t>(items.size());
  return {{"has_items", count > 0}, {"heading_text", count > 0 ? page.count("similar.heading", count) : std::string()}, {"items", std::move(items)}};
}

}  // namespace palabre::screens
