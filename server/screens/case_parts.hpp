// One case of the moderators' queue as its page shows it: what was reported, what stands around it, what may be decided.
#pragma once
#include "moderation/case_repo.hpp"
#include "screens/staff_parts.hpp"

#include <map>

namespace palabre::screens {

/// What all cases on one page share.
struct CaseSetting {
  const RedesignAtHand& at;
  const people::Actor& reader;
  std::string action;                                  // of every form: the queue with its filters
  std::map<std::string, std::int64_t> watchers;        // other moderators looking, by target
};

/// « Commentaire sur « Huit bancs » »: a case names nobody.
std::string case_title(const Page& page, const moderation::Content& content);
/// "case-comment-17": the id of its card.
std::string case_key(const moderation::Target& target);
nlohmann::json case_view(const Page& page, const CaseSetting& setting, const moderation::Case& open, ActForms& forms);

/// `language`, that of what is hidden, when there are words in it; else the reader's.
std::string prepared_language(const Page& page, std::string_view language);
/// The reason prepared for a ground, in that language; empty for "other".
std::string prepared_reason(const Page& page, moderation::Rule rule, std::string_view language);
/// Why a text may stay, when the moderator adds nothing.
std::string prepared_keeping(const Page& page);

/// The radio buttons of the grounds, each with its prepared reason.
nlohmann::json grounds_view(const Page& page, Form& form, std::string_view language);
/// The reason of a hiding; empty means the prepared one.
Field hiding_reason_field(const Page& page);
/// What was typed, or the prepared reason of the ground. Records a refusal when there is neither.
std::string read_hiding_reason(const Page& page, http::Input& input, moderation::Rule rule, std::string_view language);

}  // namespace palabre::screens
