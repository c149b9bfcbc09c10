// An idea as parts show it: card, support button, author, answer, history, one line. Used by pages and by the live fragments.
#pragma once
#include "discussion/comment_view.hpp"
#include "followup/answer_repo.hpp"
#include "ideas/idea_view.hpp"
#include "screens/redesign_parts.hpp"

#include <nlohmann/json_fwd.hpp>

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::screens {

/// What all ideas on one page share: where they stand and how the reader stands to them.
struct IdeaSetting {
  const RedesignAtHand& at;
  people::Actor reader;                 // without person: a visitor
  std::set<IdeaId> supported;           // by the reader
  discussion::RolesByPerson roles;
  std::string back;                     // where the support form returns to, without anchor; empty: the idea's page
};
IdeaSetting idea_setting(Page& page, const RedesignAtHand& at, std::string back = {});

std::string status_text(const Page& page, ideas::IdeaState state);

struct Speaker {
  std::string name;
  PersonId person;
  bool is_organisation = false;
  bool is_assisted = false;             // collected by a facilitator
};
/// The part author, with the badge of the role that matters most to readers.
nlohmann::json author_view(const Page& page, const Speaker& speaker, const discussion::RolesByPerson& roles);

nlohmann::json support_view(const Page& page, const IdeaSetting& setting, const ideas::IdeaCard& card);
nlohmann::json idea_card_view(const Page& page, const IdeaSetting& setting, const ideas::IdeaCard& card);
/// The part answer: the one in force with those before it; false when there is none.
nlohmann::json answer_view(const Page& page, IdeaId idea, const std::vector<followup::ShownAnswer>& answers);
/// The part history, newest first: states and versions, who, when and why.
nlohmann::json history_view(const Page& page, const ideas::FullIdea& full);
/// The idea's title in the reader's language when it came with a translation, else the original.
struct TitleShown {
  std::string text;
  std::string language;
};
TitleShown title_for(const Page& page, const ideas::Idea& idea);

/// The part similar_list; `self` is left out.
nlohmann::json similar_view(const Page& page, const redesigns::Redesign& redesign, std::string_view text, IdeaId self);

struct IdeaLine {
  std::string path;                     // without language
  std::string title;
  std::string language;
  ideas::IdeaState state{};
  std::vector<std::string> facts;
  std::string title_html;               // instead of the title: a sentence of ours around people's words
};
/// The part idea_line.
nlohmann::json idea_line_view(const Page& page, const IdeaLine& line);

/// "« Respect »" and the like: the rule a report or a hiding names.
std::string rule_text(const Page& page, std::string_view rule);

}  // namespace palabre::screens
