// Turns light contributions into JSON. Called by the routes of this slice.
#include "light/light_view.hpp"

#include <nlohmann/json.hpp>

namespace palabre::light {

using nlohmann::json;

json question_view(const Question& question) {
  json choices = json::array();
  for (int position = 1; const auto& choice : question.choices)
    choices.push_back({{"position", position++}, {"texts", choice.texts}, {"answers", choice.answers}});
  return {{"id", question.id.text()}, {"texts", question.texts}, {"answers", question.answers}, {"choices", std::move(choices)}};
}

json light_view(db::Tx& tx, const redesigns::Redesign& redesign, const Light& light) {
  const auto phases = redesigns::load_phases(tx, redesign.id);
  const bool may_react = decide_reaction(light, redesign.state, phases, ideas::IdeaState::published, false, tx.now()).has_value();
  const bool may_answer = decide_answer(light, redesign.state, phases, false, tx.now()).has_value();
  return {{"is_on", light.is_on},
          {"reactions", light.reactions},
          {"question", light.question ? question_view(*light.question) : json(nullptr)},
          {"allowed", {{"react", may_react}, {"answer", may_answer}}}};
}

json own_view(const OwnMarks& own) {
  json reacted = json::array();
  for (const auto idea : own.reacted) reacted.push_back(idea.text());
  return {{"reacted", std::move(reacted)}, {"choice", own.choice > 0 ? json(own.choice) : json(nullptr)}};
}

}  // namespace palabre::light
