// The answer editor and the preview of an answer exactly as everybody will see it. Used by the answer form and the release page.
#pragma once
#include "followup/answer.hpp"
#include "screens/idea_page.hpp"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <vector>

namespace palabre::screens {

struct EditorShown {
  std::optional<followup::Answer> preview;
  std::optional<Instant> draft_at;      // the fields hold a draft of then
  std::string note;                     // of the officer who sent it back
  Form question;                        // the question form, when it was refused
};

/// The idea's own language first: its author must be able to read the answer.
std::vector<std::string> answer_languages(const Page& page, const IdeaAtHand& here);

/// {warning_text, answers: [{language_text, answer}]}: the part answer once per language it is written in.
nlohmann::json preview_view(const Page& page, const IdeaAtHand& here, const followup::Answer& answer, PersonId writer);

/// The idea with what people argue about it and what looks like it.
nlohmann::json answer_context_view(const Page& page, const IdeaAtHand& here);

http::Response show_editor(Page& page, const IdeaAtHand& here, Form& form, EditorShown shown);

}  // namespace palabre::screens
