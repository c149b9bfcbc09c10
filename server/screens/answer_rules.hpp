// Whether a reader may answer, asked before there is an answer to judge: for the inbox and the buttons that lead to the form.
#pragma once
#include "followup/answer.hpp"
#include "redesigns/redesign_repo.hpp"

namespace palabre::screens {

/// The inbox is for the officers and the owner of the redesign. Refuses: not_allowed.
Result<void> decide_inbox(const people::Actor& reader);

/// followup::decide_answer with an answer that lacks nothing. Refuses: as decide_answer, but nothing about fields.
Result<void> decide_answering(const redesigns::Redesign& redesign, const ideas::Idea& idea, const people::Actor& reader, Instant now);

}  // namespace palabre::screens
