// The three steps of a new idea: what was typed, and the page of each step. Used by idea_new.cpp only.
#pragma once
#include "ideas/idea_text.hpp"
#include "screens/form.hpp"
#include "screens/idea_parts.hpp"

#include <string>
#include <vector>

namespace palabre::screens {

enum class Step { title = 1, details = 2, preview = 3 };

using FormFields = std::vector<std::pair<std::string, std::string>>;

struct TypedIdea {
  ideas::IdeaText text;
  std::string tags;       // as typed
  std::string name;       // to be shown with the idea; empty: as it is
  DraftId draft;
  Step step = Step::title;
  std::string wish;       // next, back, draft, publish, preview, add_picture, remove.<id>
};

/// Lengths are judged later: a draft may be short. Refuses: what Input refuses.
Result<TypedIdea> read_typed(const Page& page, const FormFields& fields);

/// Whether the steps up to `step` are complete. Refuses: as check_idea_text, with the names of the form's fields.
Result<void> check_steps(const ideas::IdeaText& text, Step step, const Limits& limits);

/// The step on which a field stands.
Step step_of(std::string_view field);

http::Response show_step(Page& page, const RedesignAtHand& at, Form& form, Step step);

/// The address of a step of a kept draft, without language.
std::string step_path(const RedesignAtHand& at, DraftId draft, Step step);

}  // namespace palabre::screens
