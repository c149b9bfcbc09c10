// Builds the parts of light contributions and of sharing. Called by the pages of redesigns, ideas and the first visit.
#include "screens/light_parts.hpp"

#include "light/visitor.hpp"
#include "pages/localised.hpp"
#include "screens/form.hpp"
#include "screens/phase_parts.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using nlohmann::json;

LightAtHand light_at_hand(const Page& page, const RedesignAtHand& at) {
  LightAtHand here{at, light::load_light(page.db(), at.redesign.id), {}};
  if (!here.light.is_on) return here;
  const auto contributor = light::find_contributor(page.db(), light::participant_of(page.call()));
  here.own = light::load_own_marks(page.db(), contributor, at.redesign.id);
  return here;
}

std::string visit_path(const redesigns::Redesign& redesign) { return "/r/" + redesign.slug; }

namespace {

bool speaks_for_organisation(const Page& page) { return page.is_signed_in() && page.call().viewer->is_organisation; }

json question_head(const Page& page, const LightAtHand& here) {
  const light::Question& question = *here.light.question;
  const LocalText text = local_text(page, question.texts, here.at.redesign.languages);
  return {{"id", question.id.value},
          {"lang", text.language},
          {"text", text.text},
          {"answers", question.answers},
          {"answers_text", page.count("count.people_answered", question.answers)},
          {"results_href", page.href(visit_path(here.at.redesign) + "/results")}};
}

}  // namespace

json question_view(const Page& page, const LightAtHand& here) {
  const auto may = light::decide_answer(here.light, here.at.redesign.state, here.at.phases, speaks_for_organisation(page), page.now());
  if (!may) return false;
  json choices = json::array();
  for (int position = 1; const auto& choice : here.light.question->choices) {
    const LocalText text = local_text(page, choice.texts, here.at.redesign.languages);
    choices.push_back({{"position", position}, {"lang", text.language}, {"text", text.text}, {"is_mine", here.own.choice == position}});
    ++position;
  }
  json view = question_head(page, here);
  view["slug"] = here.at.redesign.slug;
  view["action"] = page.href(visit_path(here.at.redesign));
  view["choices"] = std::move(choices);
  return view;
}

json question_results_view(const Page& page, const LightAtHand& here) {
  if (!here.light.is_on || !here.light.question) return false;
  const light::Question& question = *here.light.question;
  json rows = json::array();
  for (int position = 1; const auto& choice : question.choices) {
    const LocalText text = local_text(page, choice.texts, here.at.redesign.languages);
    const std::int64_t percent = question.answers == 0 ? 0 : (choice.answers * 200 + question.answers) / (question.answers * 2);
    rows.push_back({{"position", position},
                    {"lang", text.language},
                    {"text", text.text},
                    {"answers_text", pages::format_number(page.language(), choice.answers)},
                    {"percent", percent},
                    {"percent_text", page.text("light.percent", {{"percent", percent}})},
                    {"is_mine", here.own.choice == position}});
    ++position;
  }
  json view = question_head(page, here);
  view["rows"] = std::move(rows);
  return view;
}

json reaction_view(const Page& page, const LightAtHand& here, const ideas::IdeaCard& card, const std::string& back) {
  if (!here.light.is_on) return false;
  const ideas::Idea& idea = card.idea;
  const auto may = light::decide_reaction(here.light, here.at.redesign.state, here.at.phases, idea.state, speaks_for_organisation(page), page.now());
  if (!may && idea.reactions == 0) return false;
  const std::string path = page.href("/ideas/" + idea.id.text());
  return {{"idea", idea.id.value},
          {"slug", here.at.redesign.slug},
          {"action", path + "/reaction"},
          {"back", back.empty() ? path : back},
          {"title", card.title},
          {"reactions", idea.reactions},
          {"reactions_text", page.count("count.reactions", idea.reactions)},
          {"is_reacted", here.own.reacted.contains(idea.id)},
          {"can_react", may.has_value()}};
}

json share_view(const Page& page, const std::string& title, const std::string& poster_path) {
  const std::string path = page.call().request.path;
  return {{"title", title}, {"address", page.call().services.public_url + path}, {"poster_href", page.href(poster_path)}};
}

}  // namespace palabre::screens
