// Contributions without an account as parts show them: the question with its choices, where it stands, the reaction button.
#pragma once
#include "ideas/idea_view.hpp"
#include "light/light_repo.hpp"
#include "screens/redesign_parts.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace palabre::screens {

/// What a redesign takes without an account, and what the reader did already: a person on every page, a visitor only on pages
/// made for one (kept bytes never hold it; the scripts ask for it by themselves).
struct LightAtHand {
  const RedesignAtHand& at;
  light::Light light;
  light::OwnMarks own;
};
LightAtHand light_at_hand(const Page& page, const RedesignAtHand& at);

/// The part question: its choices as buttons. False when there is none, or none that may be answered now.
nlohmann::json question_view(const Page& page, const LightAtHand& here);
/// The part question_results: bars with count and share. False when there is no question.
nlohmann::json question_results_view(const Page& page, const LightAtHand& here);
/// The part reaction_button; false when light contributions are off, or the idea takes none and has none.
/// `back`: where its form returns to; empty: the idea's page.
nlohmann::json reaction_view(const Page& page, const LightAtHand& here, const ideas::IdeaCard& card, const std::string& back = {});

/// "/r/lipowe", the address of the first-visit page without language.
std::string visit_path(const redesigns::Redesign& redesign);

/// The part share: the address of this page, and its QR code. `poster_path`: without language.
nlohmann::json share_view(const Page& page, const std::string& title, const std::string& poster_path);

}  // namespace palabre::screens
