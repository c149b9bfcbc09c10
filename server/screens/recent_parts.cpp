// Gathers recent answers as lines. Called by the home page and the page of a redesign.
#include "screens/recent_parts.hpp"

#include "followup/recent_answers.hpp"
#include "screens/commitment_parts.hpp"
#include "screens/idea_parts.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

nlohmann::json recent_answers_view(const Page& page, RedesignId redesign, std::size_t limit) {
  nlohmann::json lines = nlohmann::json::array();
  for (const auto& answer : followup::load_recent_answers(page.db(), redesign, limit)) {
    const auto cards = ideas::load_cards(page.db(), {answer.idea}, page.language());
    if (cards.empty()) continue;
    const auto& card = cards.front();
    std::vector<std::string> facts{when_text(page, answer.at)};
    if (card.idea.supports > 0) facts.push_back(page.count("count.supports", card.idea.supports));
    if (auto follows = commitment_fact(page, card.idea.id); !follows.empty()) facts.push_back(std::move(follows));
    lines.push_back(idea_line_view(page, {"/ideas/" + card.idea.id.text(), card.title, card.title_language, card.idea.state, std::move(facts)}));
  }
  return lines;
}

}  // namespace palabre::screens
