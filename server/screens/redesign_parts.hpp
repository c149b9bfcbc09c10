// A redesign as parts show it: its card, its counts, what one can do in it now.
#pragma once
#include "redesigns/redesign_repo.hpp"
#include "redesigns/texts.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>

namespace palabre::screens {

/// A redesign with what most screens need of it.
struct RedesignAtHand {
  redesigns::Redesign redesign;
  redesigns::RedesignTexts texts;
  std::vector<redesigns::Phase> phases;
};
/// As the reader may see it; the page depends on its channel. Refuses: not_found.
Result<RedesignAtHand> open_redesign(Page& page, std::string_view slug);
/// The redesign of the address, for a page on which its owner changes it. Refuses: not_found, and what decide_redesign_edit refuses.
Result<RedesignAtHand> open_redesign_to_edit(Page& page);
/// The same for one whose id is known from below it.
RedesignAtHand at_hand(Page& page, redesigns::Redesign redesign);

/// The public body that owns it, in the reader's language; empty when none is named.
std::string owner_text(const Page& page, const redesigns::Redesign& redesign);
/// The part redesign_card.
/// The owner's short plain-language text for a reader who wants it: in the reader's language, or in another one when the long text has
/// nothing in the reader's either. Nothing: there is none, or it is not wanted.
std::optional<LocalText> easy_text(const Page& page, const RedesignAtHand& at);
/// Says kindly that it is missing where it was wanted; empty otherwise.
std::string easy_missing_text(const Page& page, const RedesignAtHand& at);

nlohmann::json redesign_card_view(Page& page, const RedesignAtHand& at);
/// The part presence, empty until the client knows.
nlohmann::json presence_view(std::string channel);
/// The trail "home > redesign", with the title as a link.
void add_redesign_crumb(Page& page, const RedesignAtHand& at);
/// May the reader propose here now? Empty when yes; else why not. A visitor is asked to sign in by the page itself.
std::string why_not_propose(const Page& page, const RedesignAtHand& at);

}  // namespace palabre::screens
